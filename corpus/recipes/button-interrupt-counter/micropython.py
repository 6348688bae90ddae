import time
from machine import Pin

DEBOUNCE_MS = {{debounce_ms}}

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
presses = 0
last_press = time.ticks_ms()


def on_press(pin):
    global presses, last_press
    now = time.ticks_ms()
    if time.ticks_diff(now, last_press) >= DEBOUNCE_MS:
        last_press = now
        presses += 1


button.irq(trigger=Pin.IRQ_FALLING, handler=on_press)

shown = 0
while True:
    count = presses
    if count != shown:
        shown = count
{{adapt}}
        print("Presses:", count)
{{end}}
    time.sleep_ms(20)
