import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}

bits = [Pin(pin, Pin.OUT, value=0) for pin in ({{bit0}}, {{bit1}}, {{bit2}}, {{bit3}})]
number = 0

while True:
    time.sleep_ms(INTERVAL_MS)
    number = (number + 1) % (1 << len(bits))
    for i, bit in enumerate(bits):
        bit.value(number >> i & 1)
