import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    # 10 k ohm: 0.1 mA for a volt; 2 lux for a microampere.
    value = millivolts / 10 * 2
{{adapt}}
    print("Light: {:.0f} lux".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
