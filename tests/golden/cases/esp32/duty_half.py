#- /duty_half.py board:esp32-c3-devkitm-1
from machine import PWM, Pin

led = PWM(Pin(4), freq=1000, duty=512)
