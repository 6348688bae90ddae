#- /pwm.py board:pico
from machine import Pin, PWM
from time import sleep

led = PWM(Pin(15))
led.freq(1000)
while True:
    for duty in range(0, 65536, 256):
        led.duty_u16(duty)
        sleep(0.005)
