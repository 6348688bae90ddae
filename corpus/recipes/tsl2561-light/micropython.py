import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x80, b"\x03")  # Power on.

while True:
    visible, infrared = struct.unpack("<HH", i2c.readfrom_mem(ADDRESS, 0xAC, 4))
    # The data sheet's first two pieces, 402 ms, low gain (16).
    ratio = infrared / visible if visible else 0
    if ratio <= 0.5:
        lux = 0.0304 * visible - 0.062 * visible * ratio**1.4
    else:
        lux = 0.0224 * visible - 0.031 * infrared
    lux = max(0, lux * 16)
{{adapt}}
    print("Light: {:.0f} lux".format(lux))
{{end}}
    time.sleep_ms(INTERVAL_MS)
