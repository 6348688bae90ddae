import math
import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
SERIES_OHM = 10000
NOMINAL_OHM = 10000
BETA = 3950

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    resistance = max(1, SERIES_OHM * millivolts / max(1, SUPPLY_MV - millivolts))
    # Beta equation, from 25 C.
    value = 1 / (1 / 298.15 + math.log(resistance / NOMINAL_OHM) / BETA) - 273.15
{{adapt}}
    print("Temperature: {:.1f} C".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
