import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
pattern = 1

while True:
    i2c.writeto(ADDRESS, bytes((~pattern & 255,)))  # The outputs only pull down: LEDs from the supply.
    pattern = (pattern << 1 | pattern >> 7) & 255
    time.sleep_ms(INTERVAL_MS)
