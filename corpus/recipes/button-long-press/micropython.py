import time
from machine import Pin

LONG_MS = {{long_ms}}
DEBOUNCE_MS = 30

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)


def wait_for_press():
    while button.value():
        time.sleep_ms(5)
    start = time.ticks_ms()
    time.sleep_ms(DEBOUNCE_MS)
    while button.value() == 0:
        if time.ticks_diff(time.ticks_ms(), start) >= LONG_MS:
            return True
        time.sleep_ms(5)
    return False


while True:
    if wait_for_press():
{{out}}
        print("Long press")
{{end}}
        while button.value() == 0:
            time.sleep_ms(5)
    else:
        print("Short press")
    time.sleep_ms(DEBOUNCE_MS)
