import time
from machine import Pin

STEP_MS = {{step_ms}}

data = Pin({{data}}, Pin.OUT, value=0)
clock = Pin({{clock}}, Pin.OUT, value=0)
latch = Pin({{latch}}, Pin.OUT, value=0)


def write_outputs(bits):
    latch.value(0)
    for i in range(7, -1, -1):
        data.value(bits >> i & 1)
        clock.value(1)
        clock.value(0)
    latch.value(1)


pattern = 1
while True:
    write_outputs(pattern)
    pattern = (pattern << 1 | pattern >> 7) & 255
    time.sleep_ms(STEP_MS)
