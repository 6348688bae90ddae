import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
smooth = 0

while True:
    raw = sensor.read_u16()
    smooth += 0.1 * (raw - smooth)
    print("raw:{},smooth:{:.0f}".format(raw, smooth))
    time.sleep_ms(INTERVAL_MS)
