import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
DRY_MV = 2600  # In air.
WET_MV = 1200  # In water.

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    value = min(100, max(0, (DRY_MV - millivolts) * 100 / (DRY_MV - WET_MV)))
{{adapt}}
    print("Moisture: {:.0f} %".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
