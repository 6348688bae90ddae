#- /soft_i2c.py board:pico
from machine import SoftI2C, Pin

i2c = SoftI2C(sda=Pin(3), scl=Pin(2))
print(i2c.scan())
