import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    # Half the supply without a field, 1.4 mV for a gauss.
    value = (millivolts - SUPPLY_MV // 2) / 1.4
{{adapt}}
    print("Field: {:.0f} gauss".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
