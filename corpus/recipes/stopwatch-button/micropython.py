import time
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
started_at = None
before = 1

while True:
    state = button.value()
    if state == 0 and before == 1:
        if started_at is None:
            started_at = time.ticks_ms()
            print("Started")
        else:
{{adapt}}
            print("Time: {:.2f} s".format(time.ticks_diff(time.ticks_ms(), started_at) / 1000))
{{end}}
            started_at = None
    before = state
    time.sleep_ms(10)
