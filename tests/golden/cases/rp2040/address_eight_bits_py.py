#- /address_eight_bits_py.py board:rpipicow
from machine import I2C

bus = I2C(0)
bus.readfrom(0x90, 2)
#            ^^^^ error[i2c-address-out-of-range]: 0x90 is no I2C address; without the read/write bit it is 0x48
