import random
import time
from machine import Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
STEP_MS = 60

pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)

while True:
    for i in range(N_PIXELS):
        heat = random.randint(40, 160)
        # Hot is yellow, cool is red.
        pixels[i] = (heat, heat * heat // 500, 0)
    pixels.write()
    time.sleep_ms(STEP_MS)
