import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
COUNTS_PER_G = 256

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x31, b"\x08")  # Full resolution, 2 g.
i2c.writeto_mem(ADDRESS, 0x2D, b"\x08")  # Measure.

while True:
    x, y, z = (axis / COUNTS_PER_G for axis in struct.unpack("<hhh", i2c.readfrom_mem(ADDRESS, 0x32, 6)))
{{adapt}}
    print("x: {:.2f}  y: {:.2f}  z: {:.2f}  (g)".format(x, y, z))
{{end}}
    time.sleep_ms(INTERVAL_MS)
