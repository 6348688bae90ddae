import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}


def read_millivolts():
    return sum(sensor.read_u16() for _ in range(16)) * SUPPLY_MV // (16 * 65535)


while True:
    millivolts = read_millivolts()
    volts = millivolts / 1000
    # Cubic of the probe's maker, at 25 C.
    value = (133.42 * volts**3 - 255.86 * volts**2 + 857.39 * volts) / 2
{{adapt}}
    print("TDS: {:.0f} ppm".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
