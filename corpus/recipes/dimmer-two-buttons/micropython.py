import time
from machine import PWM, Pin

STEP_MS = 20  # Held down, the whole range takes five seconds.

up = Pin({{up}}, Pin.IN, Pin.PULL_UP)
down = Pin({{down}}, Pin.IN, Pin.PULL_UP)
led = PWM(Pin({{led}}), freq=1000, duty_u16=128 * 257)
brightness = 128

while True:
    change = (up.value() == 0) - (down.value() == 0)
    if change:
        brightness = min(255, max(0, brightness + change))
        led.duty_u16(brightness * 257)
    time.sleep_ms(STEP_MS)
