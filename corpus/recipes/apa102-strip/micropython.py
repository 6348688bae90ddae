import time
from machine import {{spi.class}}, Pin

N_PIXELS = {{count}}
STEP_MS = {{step_ms}}
BRIGHTNESS_5_BITS = 4  # Of 31.

spi = {{spi.class}}({{spi.args}}, baudrate=4000000)


def show(position):
    frame = bytearray(4)
    for i in range(N_PIXELS):
        level = 255 if i == position else 0
        frame += bytes((0xE0 | BRIGHTNESS_5_BITS, 0, level, level))  # Blue, green, red.
    # The data runs half a clock late in each pixel.
    frame += b"\xff" * (N_PIXELS // 16 + 1)
    spi.write(frame)


while True:
    for position in range(N_PIXELS):
        show(position)
        time.sleep_ms(STEP_MS)
