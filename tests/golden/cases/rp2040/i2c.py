#- /i2c.py board:pico
from machine import I2C, Pin

first = I2C(0, sda=Pin(4), scl=Pin(5), freq=400000)
second = I2C(1, sda=Pin(2), scl=Pin(3))
print(first.scan(), second.scan())
