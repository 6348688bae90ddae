import time
from machine import Pin

# On, off, on, off, in milliseconds: a beat a second.
BEAT_MS = (80, 120, 80, 720)

led = Pin({{led}}, Pin.OUT)

while True:
    for phase, duration in enumerate(BEAT_MS):
        led.value(phase % 2 == 0)
        time.sleep_ms(duration)
