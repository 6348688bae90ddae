import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}

sck = Pin({{sck}}, Pin.OUT, value=0)
so = Pin({{miso}}, Pin.IN)
cs = Pin({{cs}}, Pin.OUT, value=1)


def read_bits(count):
    """The next bits of the module, the highest first; each falling edge of the clock brings one."""
    value = 0
    for _ in range(count):
        value = value << 1 | so.value()
        sck.value(1)
        sck.value(0)
    return value


def read_raw():
    cs.value(0)
    raw = read_bits(16)
    cs.value(1)
    return raw


while True:
    raw = read_raw()
    if raw & 4:
        print("No thermocouple")
    else:
{{adapt}}
        print("Temperature: {:.2f} C".format((raw >> 3) * 0.25))
{{end}}
    time.sleep_ms(INTERVAL_MS)
