#- /i2c_wrong_bus.py board:pico
from machine import I2C, Pin

i2c = I2C(0, sda=Pin(2), scl=Pin(3), freq=400000)
#                    ^ error[bus-pins-on-wrong-bus]: GPIO2 cannot carry I2C0 SDA
#                                ^ error[bus-pins-on-wrong-bus]: GPIO3 cannot carry I2C0 SCL
print(i2c.scan())
