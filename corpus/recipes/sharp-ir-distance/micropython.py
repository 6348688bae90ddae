import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    # Fit of the data sheet's curve, 10 to 80 cm.
    value = 27.61 * (max(100, millivolts) / 1000) ** -1.1696
{{adapt}}
    print("Distance: {:.1f} cm".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
