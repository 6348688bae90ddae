import time
from machine import Pin

STEP_MS = 60

red = Pin({{red}}, Pin.OUT)
blue = Pin({{blue}}, Pin.OUT)

while True:
    # Six short steps for one color, then six for the other.
    for step in range(12):
        is_flash = step % 2 == 0
        red.value(is_flash and step < 6)
        blue.value(is_flash and step >= 6)
        time.sleep_ms(STEP_MS)
