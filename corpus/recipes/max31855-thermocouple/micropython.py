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


def signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) else value


while True:
    cs.value(0)
    hot = signed(read_bits(16), 16)
    cold = signed(read_bits(16), 16)
    cs.value(1)
    if hot & 1:
        print("Fault", cold & 7)  # 1: open, 2: short to GND, 4: short to the supply.
    else:
{{adapt}}
        print("Temperature: {:.2f} C  Junction: {:.2f}".format((hot >> 2) * 0.25, (cold >> 4) * 0.0625))
{{end}}
    time.sleep_ms(INTERVAL_MS)
