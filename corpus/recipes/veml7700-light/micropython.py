import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x00, b"\x00\x00")  # On, gain 1, 100 ms.

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x04, 2)
    lux = (data[1] << 8 | data[0]) * 0.0576  # Gain 1, 100 ms.
{{adapt}}
    print("Light: {:.0f} lux".format(lux))
{{end}}
    time.sleep_ms(INTERVAL_MS)
