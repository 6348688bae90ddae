import random
import time
from machine import Pin

SHORTEST_MS = {{shortest_ms}}
LONGEST_MS = {{longest_ms}}

led = Pin({{led}}, Pin.OUT)

while True:
    led.value(not led.value())
    time.sleep_ms(random.randint(SHORTEST_MS, LONGEST_MS))
