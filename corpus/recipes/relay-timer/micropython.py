import time
from machine import Pin

RELAY_ON = 1  # 0 for modules that switch on a low level.
ON_MS = {{on_ms}}
PERIOD_MS = {{period_ms}}

relay = Pin({{relay}}, Pin.OUT, value=1 - RELAY_ON)

period_start = time.ticks_ms()
while True:
    now = time.ticks_ms()
    if time.ticks_diff(now, period_start) >= PERIOD_MS:
        period_start = time.ticks_add(period_start, PERIOD_MS)
    is_on = time.ticks_diff(now, period_start) < ON_MS
    relay.value(RELAY_ON if is_on else 1 - RELAY_ON)
    time.sleep_ms(10)
