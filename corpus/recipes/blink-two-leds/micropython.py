import time
from machine import Pin

FAST_MS = {{fast_ms}}
SLOW_MS = {{slow_ms}}

blinkers = [
    [Pin({{first}}, Pin.OUT), FAST_MS, time.ticks_ms()],
    [Pin({{second}}, Pin.OUT), SLOW_MS, time.ticks_ms()],
]

while True:
    for blinker in blinkers:
        led, interval, last = blinker
        if time.ticks_diff(time.ticks_ms(), last) >= interval:
            blinker[2] = time.ticks_add(last, interval)
            led.value(not led.value())
    time.sleep_ms(5)
