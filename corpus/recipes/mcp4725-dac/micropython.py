import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    for level in range(0, 4096, 64):
        i2c.writeto(ADDRESS, bytes((level >> 8, level & 255)))
        time.sleep_ms(INTERVAL_MS)
