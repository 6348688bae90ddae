import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    # 10 uV a step over 0.1 ohm; 4 mV a step above three status bits.
    current = struct.unpack(">h", i2c.readfrom_mem(ADDRESS, 0x01, 2))[0] / 10
    volts = (struct.unpack(">H", i2c.readfrom_mem(ADDRESS, 0x02, 2))[0] >> 3) * 0.004
{{adapt}}
    print("Voltage: {:.2f} V  Current: {:.1f} mA  Power: {:.0f} mW".format(volts, current, volts * current))
{{end}}
    time.sleep_ms(INTERVAL_MS)
