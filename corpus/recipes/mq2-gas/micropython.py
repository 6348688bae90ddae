import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
ALARM_PERCENT = 60

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    value = millivolts * 100 / SUPPLY_MV
{{adapt}}
    print("Gas level: {:.1f} %".format(value))
{{end}}
    if value > ALARM_PERCENT:
        print("Gas alarm")
    time.sleep_ms(INTERVAL_MS)
