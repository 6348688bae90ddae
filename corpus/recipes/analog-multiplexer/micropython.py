import time
from machine import ADC, Pin

INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
selects = [Pin(pin, Pin.OUT) for pin in ({{s0}}, {{s1}}, {{s2}})]


def read_channel(channel):
    for bit, select in enumerate(selects):
        select.value(channel >> bit & 1)
    time.sleep_us(20)  # Let the line settle.
    return sensor.read_u16()


while True:
    print("Channels:", *(read_channel(channel) for channel in range(8)))
    time.sleep_ms(INTERVAL_MS)
