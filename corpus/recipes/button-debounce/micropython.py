import time
from machine import Pin

DEBOUNCE_MS = {{debounce_ms}}

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
{{if taken}}
{{else}}
led = Pin({{led}}, Pin.OUT, value=0)
{{end}}

last_reading = 1
state = 1
last_change = time.ticks_ms()

while True:
    reading = button.value()
    now = time.ticks_ms()
    if reading != last_reading:
        last_reading = reading
        last_change = now
    # The reading counts once it has been stable for long enough.
    if reading != state and time.ticks_diff(now, last_change) >= DEBOUNCE_MS:
        state = reading
        if state == 0:
{{out}}
{{if taken}}
            print("Pressed")
{{else}}
            led.value(not led.value())
{{end}}
{{end}}
    time.sleep_ms(1)
