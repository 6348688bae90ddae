import time
from machine import Pin

a = Pin({{a}}, Pin.IN, Pin.PULL_UP)
b = Pin({{b}}, Pin.IN, Pin.PULL_UP)
position = 0


def on_edge(pin):
    global position
    # At a falling edge of A, B tells the direction.
    position += 1 if b.value() else -1


a.irq(trigger=Pin.IRQ_FALLING, handler=on_edge)

shown = 0
while True:
    now = position
    if now != shown:
        shown = now
{{adapt}}
        print("Position:", now)
{{end}}
    time.sleep_ms(5)
