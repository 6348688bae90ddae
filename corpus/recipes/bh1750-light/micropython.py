import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto(ADDRESS, b"\x10")  # Measure all the time, 1 lux resolution.

while True:
    data = i2c.readfrom(ADDRESS, 2)
    lux = (data[0] << 8 | data[1]) / 1.2
{{adapt}}
    print("Light: {:.0f} lux".format(lux))
{{end}}
    time.sleep_ms(INTERVAL_MS)
