import time
from machine import ADC, PWM, Pin

knob = {{knob.adc}}
led = PWM(Pin({{led}}), freq=1000)

while True:
    led.duty_u16(knob.read_u16())
    time.sleep_ms(10)
