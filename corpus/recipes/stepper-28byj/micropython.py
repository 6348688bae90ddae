import time
from machine import Pin

STEPS_PER_TURN = 4096  # Half steps, gear included.
STEP_US = {{step_us}}
# Which coils carry current in each half step.
HALF_STEPS = (
    (1, 0, 0, 0),
    (1, 1, 0, 0),
    (0, 1, 0, 0),
    (0, 1, 1, 0),
    (0, 0, 1, 0),
    (0, 0, 1, 1),
    (0, 0, 0, 1),
    (1, 0, 0, 1),
)

coils = (
    Pin({{in1}}, Pin.OUT),
    Pin({{in2}}, Pin.OUT),
    Pin({{in3}}, Pin.OUT),
    Pin({{in4}}, Pin.OUT),
)


def turn(steps):
    direction = 1 if steps > 0 else -1
    for step in range(0, steps, direction):
        for coil, state in zip(coils, HALF_STEPS[step % 8]):
            coil.value(state)
        time.sleep_us(STEP_US)


while True:
    turn(STEPS_PER_TURN)
    turn(-STEPS_PER_TURN)
