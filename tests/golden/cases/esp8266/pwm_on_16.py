#- /pwm_on_16.py board:nodemcuv2
from machine import Pin, PWM

fan = PWM(Pin(16), freq=500)
#             ^^ error[pwm-on-plain-pin]: GPIO16 of the NodeMCU 1.0 has no PWM
fan.duty(512)
