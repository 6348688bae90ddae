import time
from machine import PWM, Pin

FADE_MS = {{fade_ms}}  # From dark to bright.

led = PWM(Pin({{led}}), freq=1000)

while True:
    position = time.ticks_ms() % (2 * FADE_MS)
    level = position if position < FADE_MS else 2 * FADE_MS - position
    led.duty_u16(level * 65535 // FADE_MS)
    time.sleep_ms(5)
