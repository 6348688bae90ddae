import time
from machine import ADC, PWM, Pin

LEAST_DUTY = 15000  # Below this the motor only hums.

knob = {{knob.adc}}
motor = PWM(Pin({{motor}}), freq=1000)

while True:
    duty = knob.read_u16()
    motor.duty_u16(duty if duty >= LEAST_DUTY else 0)
    time.sleep_ms(20)
