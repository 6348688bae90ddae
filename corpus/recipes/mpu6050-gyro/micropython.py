import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
COUNTS_PER_DEGREE = 131  # At 250 degrees per second.

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x6B, b"\x00")  # Wake up.

while True:
    x, y, z = (axis / COUNTS_PER_DEGREE for axis in struct.unpack(">hhh", i2c.readfrom_mem(ADDRESS, 0x43, 6)))
{{adapt}}
    print("x: {:.1f}  y: {:.1f}  z: {:.1f}  (degrees per second)".format(x, y, z))
{{end}}
    time.sleep_ms(INTERVAL_MS)
