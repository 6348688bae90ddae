import time
from machine import Pin

STEPS = {{steps}}
STEP_US = {{step_us}}
PAUSE_MS = 500

step = Pin({{step}}, Pin.OUT, value=0)
direction = Pin({{dir}}, Pin.OUT, value=1)

while True:
    for _ in range(STEPS):
        step.value(1)
        time.sleep_us(3)
        step.value(0)
        time.sleep_us(STEP_US)
    time.sleep_ms(PAUSE_MS)
    direction.value(not direction.value())
