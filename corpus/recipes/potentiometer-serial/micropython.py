import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}

sensor = {{sensor.adc}}

while True:
    raw = sensor.read_u16()
    millivolts = raw * SUPPLY_MV // 65535
{{adapt}}
    print("Raw:", raw, "Millivolts:", millivolts)
{{end}}
    time.sleep_ms(INTERVAL_MS)
