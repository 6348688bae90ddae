import time
from machine import Pin

PERIOD_US = 10000
ON_US = PERIOD_US * {{duty}} // 100

led = Pin({{led}}, Pin.OUT)

while True:
    led.value(1)
    time.sleep_us(ON_US)
    led.value(0)
    time.sleep_us(PERIOD_US - ON_US)
