import time
from machine import Pin, time_pulse_us

TIMEOUT_US = 50000

signal = Pin({{signal}}, Pin.IN)

while True:
    width = time_pulse_us(signal, 1, TIMEOUT_US)
    if width < 0:
        print("No pulse")
    else:
{{adapt}}
        print("Width:", width, "us")
{{end}}
    time.sleep_ms(100)
