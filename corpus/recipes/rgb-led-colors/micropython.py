import time
from machine import PWM, Pin

CYCLE_MS = {{cycle_ms}}
STEP_MS = 20

red = PWM(Pin({{red}}), freq=1000)
green = PWM(Pin({{green}}), freq=1000)
blue = PWM(Pin({{blue}}), freq=1000)


def share(position, peak):
    """Brightness of a color that is strongest at `peak` (0 to 767) of the circle."""
    distance = abs(position - peak)
    distance = min(distance, 768 - distance)
    return max(0, 255 - distance) * 257


while True:
    position = time.ticks_ms() % CYCLE_MS * 768 // CYCLE_MS
    red.duty_u16(share(position, 0))
    green.duty_u16(share(position, 256))
    blue.duty_u16(share(position, 512))
    time.sleep_ms(STEP_MS)
