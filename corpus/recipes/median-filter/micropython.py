import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
N_SAMPLES = 5

sensor = {{sensor.adc}}


def read_median():
    return sorted(sensor.read_u16() for _ in range(N_SAMPLES))[N_SAMPLES // 2]


while True:
{{adapt}}
    print("Median:", read_median())
{{end}}
    time.sleep_ms(INTERVAL_MS)
