from machine import Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
{{if asked.color}}
COLOR = ({{color}})
{{else}}
COLOR = ({{red}}, {{green}}, {{blue}})
{{end}}

pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)
pixels.fill(COLOR)
pixels.write()
