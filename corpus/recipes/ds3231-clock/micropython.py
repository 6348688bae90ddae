import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x00, 7)
    # The registers hold decimal digits: printing them as hexadecimal shows them.
    text = "20{:02x}-{:02x}-{:02x} {:02x}:{:02x}:{:02x}".format(data[6], data[5] & 0x1F, data[4], data[2] & 0x3F, data[1], data[0])
{{adapt}}
    print(text)
{{end}}
    time.sleep_ms(INTERVAL_MS)
