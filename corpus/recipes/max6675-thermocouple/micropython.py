import time
from machine import Pin, {{spi.class}}

INTERVAL_MS = {{interval_ms}}

spi = {{spi.class}}({{spi.args}}, baudrate=1000000)
cs = Pin({{cs}}, Pin.OUT, value=1)


def read_raw():
    cs.value(0)
    data = spi.read(2)
    cs.value(1)
    return data[0] << 8 | data[1]


while True:
    raw = read_raw()
    if raw & 4:
        print("No thermocouple")
    else:
{{adapt}}
        print("Temperature: {:.2f} C".format((raw >> 3) * 0.25))
{{end}}
    time.sleep_ms(INTERVAL_MS)
