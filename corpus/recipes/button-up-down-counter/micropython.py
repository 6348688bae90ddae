import time
from machine import Pin

DEBOUNCE_MS = 30

keys = [[Pin({{up}}, Pin.IN, Pin.PULL_UP), 1, 1], [Pin({{down}}, Pin.IN, Pin.PULL_UP), -1, 1]]
number = 0

while True:
    for key in keys:
        pin, step, before = key
        state = pin.value()
        if state == 0 and before == 1:
            number += step
{{adapt}}
            print("Number:", number)
{{end}}
        key[2] = state
    time.sleep_ms(DEBOUNCE_MS)
