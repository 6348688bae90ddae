import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto(ADDRESS, b"\x21\xb1")  # Measure every 5 s.

while True:
    i2c.writeto(ADDRESS, b"\xec\x05")
    time.sleep_ms(1)
    co2, _, raw_t, _, raw_h, _ = struct.unpack(">HBHBHB", i2c.readfrom(ADDRESS, 9))
    temperature = -45 + 175 * raw_t / 65536
    humidity = 100 * raw_h / 65536
{{adapt}}
    print("CO2: {} ppm  Temperature: {:.1f} C  Humidity: {:.0f} %".format(co2, temperature, humidity))
{{end}}
    time.sleep_ms(INTERVAL_MS)
