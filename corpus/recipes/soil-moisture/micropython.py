import time
from machine import ADC{{adc_import}}

DRY_PERCENT = {{dry_percent}}
INTERVAL_MS = {{interval_ms}}

# Readings in air and in water: measure them with your sensor.
DRY_READING = 49000
WET_READING = 24500

sensor = {{sensor.adc}}

while True:
    percent = (DRY_READING - sensor.read_u16()) * 100 // (DRY_READING - WET_READING)
    percent = min(100, max(0, percent))
{{adapt}}
    print("Soil moisture:", percent, "%, water me" if percent < DRY_PERCENT else "%")
{{end}}
    time.sleep_ms(INTERVAL_MS)
