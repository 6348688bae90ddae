import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})


def measure(command):
    i2c.writeto(ADDRESS, bytes((command,)))
    time.sleep_ms(50)
    data = i2c.readfrom(ADDRESS, 3)
    return data[0] << 8 | data[1] & 0xFC  # The two low bits are status.


while True:
    temperature = -46.85 + 175.72 * measure(0xF3) / 65536
    humidity = -6 + 125 * measure(0xF5) / 65536
{{adapt}}
    print("Temperature: {:.1f} C  Humidity: {:.0f} %".format(temperature, humidity))
{{end}}
    time.sleep_ms(INTERVAL_MS)
