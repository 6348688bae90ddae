import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    value = (millivolts - 1250) / 5
{{adapt}}
    print("Temperature: {:.1f} C".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
