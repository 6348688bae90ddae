import time
from machine import PWM, Pin

STEP_MS = 20

in1 = PWM(Pin({{in1}}), freq=1000)
in2 = PWM(Pin({{in2}}), freq=1000)


def drive(speed):
    """From -255 (backward) to 255 (forward); the other input stays low."""
    in1.duty_u16(max(0, speed) * 257)
    in2.duty_u16(max(0, -speed) * 257)


speed = 0
change = 1
while True:
    speed += change
    if abs(speed) == 255:
        change = -change
    drive(speed)
    time.sleep_ms(STEP_MS)
