import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
UPPER_KOHM = 100
LOWER_KOHM = 22

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    value = millivolts * (UPPER_KOHM + LOWER_KOHM) / LOWER_KOHM / 1000
{{adapt}}
    print("Battery: {:.2f} V".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
