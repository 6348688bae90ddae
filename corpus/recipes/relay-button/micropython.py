import time
from machine import Pin

DEBOUNCE_MS = 40
RELAY_ON = {{on_state}}  # 0 for modules that switch on a low level.

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
relay = Pin({{relay}}, Pin.OUT, value=1 - RELAY_ON)
before = 1

while True:
    state = button.value()
    if state == 0 and before == 1:
        relay.value(not relay.value())
    before = state
    time.sleep_ms(DEBOUNCE_MS)
