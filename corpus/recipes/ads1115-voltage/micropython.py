import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    volts = []
    for channel in range(4):
        # One conversion, channel against GND, 4.096 V full scale, 128 a second.
        i2c.writeto_mem(ADDRESS, 0x01, struct.pack(">H", 0xC383 | channel << 12))
        time.sleep_ms(9)
        volts.append(struct.unpack(">h", i2c.readfrom_mem(ADDRESS, 0x00, 2))[0] * 4.096 / 32768)
{{adapt}}
    print("A0: {:.3f} A1: {:.3f} A2: {:.3f} A3: {:.3f} V".format(*volts))
{{end}}
    time.sleep_ms(INTERVAL_MS)
