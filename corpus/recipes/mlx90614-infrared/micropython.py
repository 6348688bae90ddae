import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x07, 3)
    temperature = (data[1] << 8 | data[0]) * 0.02 - 273.15
{{adapt}}
    print("Object: {:.1f} C".format(temperature))
{{end}}
    time.sleep_ms(INTERVAL_MS)
