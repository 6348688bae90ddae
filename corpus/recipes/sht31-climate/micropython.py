import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    i2c.writeto(ADDRESS, b"\x24\x00")  # One measurement, high repeatability.
    time.sleep_ms(16)
    raw_t, _, raw_h, _ = struct.unpack(">HBHB", i2c.readfrom(ADDRESS, 6))
    temperature = -45 + 175 * raw_t / 65535
    humidity = 100 * raw_h / 65535
{{adapt}}
    print("Temperature: {:.1f} C  Humidity: {:.0f} %".format(temperature, humidity))
{{end}}
    time.sleep_ms(INTERVAL_MS)
