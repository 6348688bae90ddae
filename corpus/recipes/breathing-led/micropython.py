import time
from machine import PWM, Pin

BREATH_MS = {{breath_ms}}  # In and out.
STEP_MS = 10

led = PWM(Pin({{led}}), freq=1000)

while True:
    phase = time.ticks_ms() % BREATH_MS
    half = BREATH_MS // 2
    ramp = phase if phase < half else BREATH_MS - phase
    # The eye sees ratios: the square of a ramp looks even.
    level = ramp * 255 // half
    led.duty_u16(level * level)
    time.sleep_ms(STEP_MS)
