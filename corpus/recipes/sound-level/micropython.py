import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    lowest = highest = millivolts
    start = time.ticks_ms()
    while time.ticks_diff(time.ticks_ms(), start) < 50:
        sample = read_millivolts()
        lowest = min(lowest, sample)
        highest = max(highest, sample)
    value = highest - lowest
{{adapt}}
    print("Loudness: {:.0f} mV".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
