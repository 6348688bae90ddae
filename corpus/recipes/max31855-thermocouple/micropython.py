import struct
import time
from machine import Pin, {{spi.class}}

INTERVAL_MS = {{interval_ms}}

spi = {{spi.class}}({{spi.args}}, baudrate=1000000)
cs = Pin({{cs}}, Pin.OUT, value=1)

while True:
    cs.value(0)
    hot, cold = struct.unpack(">hh", spi.read(4))
    cs.value(1)
    if hot & 1:
        print("Fault", cold & 7)  # 1: open, 2: short to GND, 4: short to the supply.
    else:
{{adapt}}
        print("Temperature: {:.2f} C  Junction: {:.2f}".format((hot >> 2) * 0.25, (cold >> 4) * 0.0625))
{{end}}
    time.sleep_ms(INTERVAL_MS)
