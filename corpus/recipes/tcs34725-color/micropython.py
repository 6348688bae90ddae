import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x80 | 0x01, b"\xd5")  # 103 ms.
i2c.writeto_mem(ADDRESS, 0x80, b"\x03")  # Power and converter on.

while True:
    clear, red, green, blue = struct.unpack("<HHHH", i2c.readfrom_mem(ADDRESS, 0x80 | 0x14, 8))
    red, green, blue = (part * 255 // max(1, clear) for part in (red, green, blue))
{{adapt}}
    print("Red: {}  Green: {}  Blue: {}".format(red, green, blue))
{{end}}
    time.sleep_ms(INTERVAL_MS)
