from machine import Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
COLOR = ({{red}}, {{green}}, {{blue}})

pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)
pixels.fill(COLOR)
pixels.write()
