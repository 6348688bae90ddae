import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    cell = millivolts * 2
    value = min(100, max(0, (cell - 3300) * 100 / 900))
{{adapt}}
    print("Charge: {:.0f} %".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
