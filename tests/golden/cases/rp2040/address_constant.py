#- /address_constant.py board:pico
from machine import I2C, Pin

ADDRESS = 0xEE
bus = I2C(0, scl=Pin(5), sda=Pin(4))
if ADDRESS:
    bus.writeto(ADDRESS, b"")
#               ^^^^^^^ error[i2c-address-out-of-range]: 0xEE is no I2C address; without the read/write bit it is 0x77
