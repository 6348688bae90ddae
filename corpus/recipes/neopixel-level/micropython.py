import time
from machine import ADC, Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
STEP_MS = 30

sensor = {{sensor.adc}}
pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)

while True:
    level = sensor.read_u16() * (N_PIXELS + 1) // 65536
    for i in range(N_PIXELS):
        # Green below, red at the top.
        red = i * 80 // (N_PIXELS - 1)
        pixels[i] = (red, 80 - red, 0) if i < level else (0, 0, 0)
    pixels.write()
    time.sleep_ms(STEP_MS)
