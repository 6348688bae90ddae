import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
WINDOW = {{window}}

sensor = {{sensor.adc}}
samples = []

while True:
    samples.append(sensor.read_u16())
    if len(samples) > WINDOW:
        samples.pop(0)  # The oldest sample makes room.
{{adapt}}
    print("Average:", sum(samples) // len(samples))
{{end}}
    time.sleep_ms(INTERVAL_MS)
