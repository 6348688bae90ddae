import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
WEIGHT = 0.1  # Of a new sample.

sensor = {{sensor.adc}}
smooth = sensor.read_u16()

while True:
    smooth += WEIGHT * (sensor.read_u16() - smooth)
{{adapt}}
    print("Smooth: {:.0f}".format(smooth))
{{end}}
    time.sleep_ms(INTERVAL_MS)
