import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    # 0.99 V in the dark, 2.8 V at 15 mW/cm2.
    value = max(0, millivolts - 990) * 15 / 1810
{{adapt}}
    print("UV: {:.1f} mW/cm2".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
