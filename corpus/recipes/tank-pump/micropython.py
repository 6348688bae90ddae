import time
from machine import Pin, time_pulse_us

FULL_CM = {{full_cm}}  # From the sensor down to the water.
LOW_CM = {{low_cm}}
INTERVAL_MS = 500

trigger = Pin({{trigger}}, Pin.OUT, value=0)
echo = Pin({{echo}}, Pin.IN)
pump = Pin({{pump}}, Pin.OUT, value=0)

while True:
    trigger.value(1)
    time.sleep_us(10)
    trigger.value(0)
    duration = time_pulse_us(echo, 1, 30000)
    if duration < 0:
        pump.value(0)  # Without a reading the tank might overflow.
        print("No echo")
    elif duration // 58 >= LOW_CM:
        pump.value(1)
    elif duration // 58 <= FULL_CM:
        pump.value(0)
    time.sleep_ms(INTERVAL_MS)
