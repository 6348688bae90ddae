#- /address_constant.py board:pico
from machine import I2C, Pin

ADDRESS = 0xEE
bus = I2C(0, scl=Pin(5), sda=Pin(4))
if ADDRESS:
    bus.writeto(ADDRESS, b"")
