import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
COUNTS_PER_G = 16384

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x20, b"\x57")  # 100 a second, all axes.

while True:
    # Bit 7 of the register asks for one after the other.
    x, y, z = (axis / COUNTS_PER_G for axis in struct.unpack("<hhh", i2c.readfrom_mem(ADDRESS, 0x28 | 0x80, 6)))
{{adapt}}
    print("x: {:.2f}  y: {:.2f}  z: {:.2f}  (g)".format(x, y, z))
{{end}}
    time.sleep_ms(INTERVAL_MS)
