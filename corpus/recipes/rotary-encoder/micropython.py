import time
from machine import Pin

a = Pin({{a}}, Pin.IN, Pin.PULL_UP)
b = Pin({{b}}, Pin.IN, Pin.PULL_UP)
{{if asked.most}}
LEAST = {{least}}
MOST = {{most}}
position = LEAST
{{else}}
position = 0
{{end}}


def on_edge(pin):
    global position
    # At a falling edge of A, B tells the direction.
{{if asked.most}}
    position = min(MOST, max(LEAST, position + (1 if b.value() else -1)))
{{else}}
    position += 1 if b.value() else -1
{{end}}


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
