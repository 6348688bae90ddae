import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto(ADDRESS, b"\xf4")  # Start the application.
time.sleep_ms(20)
i2c.writeto_mem(ADDRESS, 0x01, b"\x10")  # Measure every second.

while True:
    eco2, tvoc = struct.unpack(">HH", i2c.readfrom_mem(ADDRESS, 0x02, 4))
{{adapt}}
    print("eCO2: {} ppm  TVOC: {} ppb".format(eco2, tvoc))
{{end}}
    time.sleep_ms(INTERVAL_MS)
