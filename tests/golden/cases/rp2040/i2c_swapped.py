#- /i2c_swapped.py board:pico
from machine import I2C, Pin

SDA = 1
SCL = 0
i2c = I2C(0, scl=Pin(SCL), sda=Pin(SDA))
#                    ^^^ error[bus-pins-on-wrong-bus]: GPIO0 cannot carry I2C0 SCL
#                                  ^^^ error[bus-pins-on-wrong-bus]: GPIO1 cannot carry I2C0 SDA
