import time
from machine import Pin, time_pulse_us

FAR_CM = 120
NEAR_CM = {{near_cm}}
TIMEOUT_US = 10000

trigger = Pin({{trigger}}, Pin.OUT, value=0)
echo = Pin({{echo}}, Pin.IN)
buzzer = Pin({{buzzer}}, Pin.OUT, value=0)


def measure_centimeters():
    trigger.value(1)
    time.sleep_us(10)
    trigger.value(0)
    duration = time_pulse_us(echo, 1, TIMEOUT_US)
    return duration // 58 if duration > 0 else FAR_CM


while True:
    distance = measure_centimeters()
    if distance < FAR_CM:
        buzzer.value(1)
        time.sleep_ms(50)
        buzzer.value(0)
        time.sleep_ms(4 * max(0, distance - NEAR_CM))
    time.sleep_ms(60)
