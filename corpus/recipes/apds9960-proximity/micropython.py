import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x80, b"\x05")  # Power and proximity engine on.

while True:
    proximity = i2c.readfrom_mem(ADDRESS, 0x9C, 1)[0]
{{adapt}}
    print("Proximity:", proximity)
{{end}}
    time.sleep_ms(INTERVAL_MS)
