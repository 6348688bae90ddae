import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    # The first byte is the conversion before.
    levels = [i2c.readfrom_mem(ADDRESS, 0x40 | channel, 2)[1] for channel in range(4)]
{{adapt}}
    print("AIN0: {} AIN1: {} AIN2: {} AIN3: {}".format(*levels))
{{end}}
    time.sleep_ms(INTERVAL_MS)
