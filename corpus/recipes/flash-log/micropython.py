import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
FILE = "log.csv"

sensor = {{sensor.adc}}

while True:
    with open(FILE, "a") as file:
        file.write("{},{}\n".format(time.ticks_ms() // 1000, sensor.read_u16()))
    print("Logged")
    time.sleep_ms(INTERVAL_MS)
