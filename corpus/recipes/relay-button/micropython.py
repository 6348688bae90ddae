import time
from machine import Pin

DEBOUNCE_MS = 40

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
relay = Pin({{relay}}, Pin.OUT, value=0)
before = 1

while True:
    state = button.value()
    if state == 0 and before == 1:
        relay.value(not relay.value())
    before = state
    time.sleep_ms(DEBOUNCE_MS)
