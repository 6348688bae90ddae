import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
POWER_REGISTER = 0x6B
ACCELERATION_REGISTER = 0x3B
COUNTS_PER_G = 16384  # At the power-on range of 2 g.
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, POWER_REGISTER, b"\x00")  # Wake up.

while True:
    raw = i2c.readfrom_mem(ADDRESS, ACCELERATION_REGISTER, 6)
    x, y, z = (axis / COUNTS_PER_G for axis in struct.unpack(">hhh", raw))
{{adapt}}
    print("x: {:.2f}  y: {:.2f}  z: {:.2f}  (g)".format(x, y, z))
{{end}}
    time.sleep_ms(INTERVAL_MS)
