#- /i2c_any_pin.py board:esp32dev
from machine import I2C, Pin

i2c = I2C(0, scl=Pin(22), sda=Pin(21), freq=400000)
print(i2c.scan())
