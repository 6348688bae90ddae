import time
from machine import Pin

RELAY_ON = {{on_state}}  # 0 for modules that switch on a low level.
{{if fed}}
{{if asked.on_ms}}
ON_MS = {{on_ms}}
{{end}}
{{else}}
ON_MS = {{on_ms}}
PERIOD_MS = {{period_ms}}
{{end}}

relay = Pin({{relay}}, Pin.OUT, value=1 - RELAY_ON)
{{if fed}}
{{if asked.on_ms}}
relay_start = None


def switch_relay(on):
    global relay_start
    # Each call begins the time anew; it runs out by itself.
    if on:
        relay_start = time.ticks_ms()
        relay.value(RELAY_ON)


while True:
    if relay_start is not None and time.ticks_diff(time.ticks_ms(), relay_start) >= ON_MS:
        relay_start = None
        relay.value(1 - RELAY_ON)
    time.sleep_ms(10)
{{else}}


def switch_relay(on):
    relay.value(RELAY_ON if on else 1 - RELAY_ON)
{{end}}
{{else}}

period_start = time.ticks_ms()
while True:
    now = time.ticks_ms()
    if time.ticks_diff(now, period_start) >= PERIOD_MS:
        period_start = time.ticks_add(period_start, PERIOD_MS)
    is_on = time.ticks_diff(now, period_start) < ON_MS
    relay.value(RELAY_ON if is_on else 1 - RELAY_ON)
    time.sleep_ms(10)
{{end}}
