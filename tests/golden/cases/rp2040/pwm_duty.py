#- /pwm_duty.py board:pico
# duty() is the ESP8266's and ESP32's; the Pico has duty_u16().
from machine import Pin, PWM

led = PWM(Pin(15))
led.freq(1000)
led.duty(512)
#   ^^^^ error[unknown-module-member]: machine.PWM has no duty in micropython-rp2@1.29
