import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
lowest = 1000
highest = -1000

while True:
    temperature = sensor.read_u16() * {{supply_mv}} / 65535 / 10  # LM35: 10 mV a degree.
    lowest = min(lowest, temperature)
    highest = max(highest, temperature)
    print("Now: {:.1f}  Lowest: {:.1f}  Highest: {:.1f}".format(temperature, lowest, highest))
    time.sleep_ms(INTERVAL_MS)
