import math
import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x0B, b"\x01")  # Set/reset period, as the data sheet wants.
i2c.writeto_mem(ADDRESS, 0x09, b"\x1d")  # Continuous, 200 Hz, 8 G.

while True:
    x, y, _ = struct.unpack("<hhh", i2c.readfrom_mem(ADDRESS, 0x00, 6))
    heading = math.degrees(math.atan2(y, x)) % 360
{{adapt}}
    print("Heading: {:.0f}".format(heading))
{{end}}
    time.sleep_ms(INTERVAL_MS)
