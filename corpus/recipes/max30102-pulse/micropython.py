import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x09, b"\x03")  # Red and infrared.
i2c.writeto_mem(ADDRESS, 0x0A, b"\x27")  # 100 a second, 18 bits.
i2c.writeto_mem(ADDRESS, 0x0C, b"\x24\x24")  # LED currents, 7 mA.

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x07, 6)
    red = (data[0] & 3) << 16 | data[1] << 8 | data[2]
    infrared = (data[3] & 3) << 16 | data[4] << 8 | data[5]
{{adapt}}
    print("Red:", red, " Infrared:", infrared)
{{end}}
    time.sleep_ms(INTERVAL_MS)
