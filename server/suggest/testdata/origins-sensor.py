# Written for a test.
from machine import ADC, Pin
import time

sensor = ADC(Pin(26))
limit = 30000
warning = Pin(15, Pin.OUT)

while True:
    value = sensor.read_u16()
    warning.value(value > limit)
    print("value", value, "limit", limit)
    time.sleep_ms(250)
