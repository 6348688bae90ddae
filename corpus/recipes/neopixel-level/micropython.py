{{if fed}}
from machine import Pin
{{else}}
import time
from machine import ADC, Pin
{{end}}
from neopixel import NeoPixel

N_PIXELS = {{count}}
{{if fed}}
{{else}}
STEP_MS = 30
{{end}}

{{if fed}}
{{else}}
sensor = {{sensor.adc}}
{{end}}
pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)


def show_level(level):
    for i in range(N_PIXELS):
        # Green below, red at the top.
        red = i * 80 // (N_PIXELS - 1) if N_PIXELS > 1 else 0
        pixels[i] = (red, 80 - red, 0) if i < level else (0, 0, 0)
    pixels.write()


{{if fed}}
{{else}}
while True:
    show_level(sensor.read_u16() * (N_PIXELS + 1) // 65536)
    time.sleep_ms(STEP_MS)
{{end}}
