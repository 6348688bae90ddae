import math
import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
AMPERE_PER_VOLT = 30  # SCT-013-030.

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    # RMS over five periods of 50 Hz.
    total = n = 0
    start = time.ticks_ms()
    while time.ticks_diff(time.ticks_ms(), start) < 100:
        sample = read_millivolts() - SUPPLY_MV // 2
        total += sample * sample
        n += 1
    value = math.sqrt(total / n) * AMPERE_PER_VOLT / 1000
{{adapt}}
    print("Current: {:.2f} A".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
