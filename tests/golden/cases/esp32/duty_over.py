#- /duty_over.py board:esp32-c3-devkitm-1
from machine import PWM, Pin

led = PWM(Pin(4), freq=1000, duty=2048)
#                                 ^^^^ warning[duty-out-of-range]: duty takes 0 to 1023, not 2048
