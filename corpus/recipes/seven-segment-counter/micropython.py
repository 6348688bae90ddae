import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}
# Bit 0 is segment a.
DIGITS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)

segments = [Pin(pin, Pin.OUT) for pin in ({{a}}, {{b}}, {{c}}, {{d}}, {{e}}, {{f}}, {{g}})]


def show(digit):
    for i, segment in enumerate(segments):
        segment.value(DIGITS[digit] >> i & 1)


while True:
    for digit in range(10):
        show(digit)
        time.sleep_ms(INTERVAL_MS)
