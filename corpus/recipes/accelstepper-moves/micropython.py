import time
from machine import Pin

DISTANCE = 400
START_US = 3000
CRUISE_US = 800
RAMP_STEPS = 100

step = Pin({{step}}, Pin.OUT, value=0)
direction = Pin({{dir}}, Pin.OUT, value=0)


def move(steps):
    direction.value(steps > 0)
    total = abs(steps)
    for done in range(total):
        # Near either end the pauses are longer.
        ramp = min(done, total - done, RAMP_STEPS)
        step.value(1)
        time.sleep_us(3)
        step.value(0)
        time.sleep_us(START_US - (START_US - CRUISE_US) * ramp // RAMP_STEPS)


while True:
    move(DISTANCE)
    move(-DISTANCE)
