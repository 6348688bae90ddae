#- /address_seven_bits_py.py board:rpipicow
from machine import I2C

bus = I2C(0)
bus.readfrom(0x48, 2)
