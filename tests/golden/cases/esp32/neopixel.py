#- /neopixel.py board:esp32dev
from machine import Pin
from neopixel import NeoPixel

strip = NeoPixel(Pin(13), 8)
strip[0] = (32, 0, 0)
strip.write()
