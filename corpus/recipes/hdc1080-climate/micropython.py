import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x02, b"\x10\x00")  # Temperature and humidity in one go.

while True:
    i2c.writeto(ADDRESS, b"\x00")  # Measure both.
    time.sleep_ms(15)
    raw_t, raw_h = struct.unpack(">HH", i2c.readfrom(ADDRESS, 4))
    temperature = raw_t * 165 / 65536 - 40
    humidity = raw_h * 100 / 65536
{{adapt}}
    print("Temperature: {:.1f} C  Humidity: {:.0f} %".format(temperature, humidity))
{{end}}
    time.sleep_ms(INTERVAL_MS)
