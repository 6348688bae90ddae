import math
import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
COUNTS_PER_G = 16384
COUNTS_PER_DEGREE = 131
GYRO_SHARE = 0.98

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x6B, b"\x00")  # Wake up.
roll = 0

while True:
    _, y, z, _, rate, _, _ = struct.unpack(">hhhhhhh", i2c.readfrom_mem(ADDRESS, 0x3B, 14))
    # The gyro is quick but drifts, gravity is slow but true.
    gravity = math.degrees(math.atan2(y / COUNTS_PER_G, z / COUNTS_PER_G))
    roll = GYRO_SHARE * (roll + rate / COUNTS_PER_DEGREE * INTERVAL_MS / 1000) + (1 - GYRO_SHARE) * gravity
{{adapt}}
    print("Roll: {:.1f}".format(roll))
{{end}}
    time.sleep_ms(INTERVAL_MS)
