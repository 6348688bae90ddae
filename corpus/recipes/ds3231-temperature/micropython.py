import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    whole, fraction = struct.unpack("bB", i2c.readfrom_mem(ADDRESS, 0x11, 2))
    temperature = whole + (fraction >> 6) / 4
{{adapt}}
    print("Temperature: {:.2f} C".format(temperature))
{{end}}
    time.sleep_ms(INTERVAL_MS)
