import time
from machine import Pin

ON_MS = {{on_ms}}

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
output = Pin({{output}}, Pin.OUT, value=0)
on_since = time.ticks_ms()

while True:
    if button.value() == 0:
        output.value(1)
        on_since = time.ticks_ms()
    elif output.value() and time.ticks_diff(time.ticks_ms(), on_since) >= ON_MS:
        output.value(0)
    time.sleep_ms(10)
