import time
from machine import Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
STEP_MS = {{step_ms}}

pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)
position = 0

while True:
    pixels[position] = (0, 0, 0)
    position = (position + 1) % N_PIXELS
    pixels[position] = ({{color}})
    pixels.write()
    time.sleep_ms(STEP_MS)
