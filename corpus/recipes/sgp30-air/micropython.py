import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto(ADDRESS, b"\x20\x03")  # Start; the first 15 s give fixed values.

while True:
    i2c.writeto(ADDRESS, b"\x20\x08")
    time.sleep_ms(12)
    eco2, _, tvoc, _ = struct.unpack(">HBHB", i2c.readfrom(ADDRESS, 6))
{{adapt}}
    print("eCO2: {} ppm  TVOC: {} ppb".format(eco2, tvoc))
{{end}}
    time.sleep_ms(INTERVAL_MS)
