import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x0E, 2)
    angle = ((data[0] & 15) << 8 | data[1]) * 360 / 4096
{{adapt}}
    print("Angle: {:.1f}".format(angle))
{{end}}
    time.sleep_ms(INTERVAL_MS)
