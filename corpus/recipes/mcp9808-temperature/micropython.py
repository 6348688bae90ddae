import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x05, 2)
    # Thirteen bits with sign above three alert flags.
    raw = (data[0] & 0x1F) << 8 | data[1]
    temperature = (raw - 0x2000 if raw >= 0x1000 else raw) / 16
{{adapt}}
    print("Temperature: {:.2f} C".format(temperature))
{{end}}
    time.sleep_ms(INTERVAL_MS)
