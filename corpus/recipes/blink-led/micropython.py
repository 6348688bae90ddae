import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}

led = Pin({{led}}, Pin.OUT)

while True:
    led.value(not led.value())
    time.sleep_ms(INTERVAL_MS)
