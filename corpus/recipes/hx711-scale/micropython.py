import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}
COUNTS_PER_GRAM = 420  # Put a known weight on the scale and mend this number.

data = Pin({{data}}, Pin.IN)
clock = Pin({{clock}}, Pin.OUT, value=0)


def read_scale():
    """The 24 bits of a conversion, signed; channel A, gain 128."""
    while data.value():
        time.sleep_ms(1)
    bits = 0
    for _ in range(24):
        clock.value(1)
        clock.value(0)
        bits = bits << 1 | data.value()
    clock.value(1)
    clock.value(0)
    return bits - (1 << 24) if bits & 0x800000 else bits


zero = read_scale()  # What lies on the scale now counts as nothing.
while True:
{{adapt}}
    print("Weight: {:.1f} g".format((read_scale() - zero) / COUNTS_PER_GRAM))
{{end}}
    time.sleep_ms(INTERVAL_MS)
