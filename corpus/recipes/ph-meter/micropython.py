import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
NEUTRAL_MV = 2500
MV_PER_PH = 180

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    # Calibrate both numbers with buffer solutions.
    value = 7 + (NEUTRAL_MV - millivolts) / MV_PER_PH
{{adapt}}
    print("pH: {:.2f}".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
