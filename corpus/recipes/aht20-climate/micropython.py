import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    i2c.writeto(ADDRESS, b"\xac\x33\x00")  # Measure.
    time.sleep_ms(80)
    data = i2c.readfrom(ADDRESS, 6)
    humidity = (data[1] << 12 | data[2] << 4 | data[3] >> 4) * 100 / 1048576
    temperature = ((data[3] & 15) << 16 | data[4] << 8 | data[5]) * 200 / 1048576 - 50
{{adapt}}
    print("Temperature: {:.1f} C  Humidity: {:.0f} %".format(temperature, humidity))
{{end}}
    time.sleep_ms(INTERVAL_MS)
