#- /timer_number.py board:rpipicow
from machine import Timer

t = Timer(1)
#         ^ error[peripheral-id-missing]: the Raspberry Pi Pico W has no Timer(1)
