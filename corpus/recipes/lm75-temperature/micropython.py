import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    temperature = struct.unpack(">h", i2c.readfrom_mem(ADDRESS, 0x00, 2))[0] / 256
{{adapt}}
    print("Temperature: {:.1f} C".format(temperature))
{{end}}
    time.sleep_ms(INTERVAL_MS)
