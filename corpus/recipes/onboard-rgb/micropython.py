import time
from machine import Pin
from neopixel import NeoPixel

STEP_MS = {{step_ms}}
COLORS = ((60, 0, 0), (0, 60, 0), (0, 0, 60))

led = NeoPixel(Pin({{led}}, Pin.OUT), 1)

while True:
    for color in COLORS:
        led[0] = color
        led.write()
        time.sleep_ms(STEP_MS)
