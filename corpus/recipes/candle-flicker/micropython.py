import random
import time
from machine import PWM, Pin

led = PWM(Pin({{led}}), freq=1000)

while True:
    led.duty_u16(random.randint(23000, 65535))
    time.sleep_ms(random.randint(30, 120))
