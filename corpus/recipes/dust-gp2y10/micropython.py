import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    value = max(0, (millivolts - 600) / 5)
{{adapt}}
    print("Dust: {:.0f} ug/m3".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
