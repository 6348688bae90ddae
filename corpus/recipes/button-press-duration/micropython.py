import time
from machine import Pin

DEBOUNCE_MS = 20

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)

while True:
    while button.value():
        time.sleep_ms(1)
    start = time.ticks_ms()
    time.sleep_ms(DEBOUNCE_MS)
    while button.value() == 0:
        time.sleep_ms(1)
    duration = time.ticks_diff(time.ticks_ms(), start)
{{adapt}}
    print("Pressed for", duration, "ms")
{{end}}
    time.sleep_ms(DEBOUNCE_MS)
