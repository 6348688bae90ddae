import time
from machine import Pin
from neopixel import NeoPixel

N_PIXELS = {{count}}
BRIGHTNESS = {{brightness}}
STEP_MS = {{step_ms}}

pixels = NeoPixel(Pin({{strip}}, Pin.OUT), N_PIXELS)


def wheel(position):
    """A color of the rainbow; the circle has 768 steps."""
    position %= 768
    rise = position % 256
    if position < 256:
        color = (255 - rise, rise, 0)
    elif position < 512:
        color = (0, 255 - rise, rise)
    else:
        color = (rise, 0, 255 - rise)
    return tuple(part * BRIGHTNESS // 255 for part in color)


first = 0
while True:
    for i in range(N_PIXELS):
        pixels[i] = wheel(first + i * 768 // N_PIXELS)
    pixels.write()
    first = (first + 3) % 768
    time.sleep_ms(STEP_MS)
