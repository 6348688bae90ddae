import time
from machine import PWM, Pin, time_pulse_us

trigger = Pin({{trigger}}, Pin.OUT, value=0)
echo = Pin({{echo}}, Pin.IN)
speaker = PWM(Pin({{speaker}}), freq=440, duty_u16=0)

while True:
    trigger.value(1)
    time.sleep_us(10)
    trigger.value(0)
    distance = time_pulse_us(echo, 1, 6000) // 58
    if 3 <= distance <= 60:
        speaker.freq(1400 - distance * 20)
        speaker.duty_u16(32768)
    else:
        speaker.duty_u16(0)
    time.sleep_ms(30)
