import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
MV_PER_AMPERE = 185  # 5 A type; 100 for 20 A, 66 for 30 A.

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    # Half the supply at no current.
    value = (millivolts - SUPPLY_MV // 2) / MV_PER_AMPERE
{{adapt}}
    print("Current: {:.2f} A".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
