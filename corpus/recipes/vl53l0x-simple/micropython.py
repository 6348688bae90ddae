import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    is_there = ADDRESS in i2c.scan() and i2c.readfrom_mem(ADDRESS, 0xC0, 1)[0] == 0xEE
{{adapt}}
    print("VL53L0X found" if is_there else "No VL53L0X")
{{end}}
    time.sleep_ms(INTERVAL_MS)
