import math
import time
from machine import DAC, Pin

N_STEPS = 64
WAVE = bytes(int(128 + 127 * math.sin(2 * math.pi * i / N_STEPS)) for i in range(N_STEPS))

out = DAC(Pin({{out}}))

while True:
    for level in WAVE:
        out.write(level)
        time.sleep_us(200)
