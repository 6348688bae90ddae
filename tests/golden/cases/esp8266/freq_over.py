#- /freq_over.py board:d1_mini
from machine import PWM, Pin

buzzer = PWM(Pin(14), freq=2000, duty=512)
#                          ^^^^ warning[duty-out-of-range]: freq takes 0 to 1000, not 2000
