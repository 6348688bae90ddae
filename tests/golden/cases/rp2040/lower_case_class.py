#- /lower_case_class.py board:pico
from machine import I2C, Pin

bus = I2C(0, scl=pin(5), sda=Pin(4))
#                ^^^ error[name-not-imported]: pin is defined nowhere; the class is called Pin


def toggle(lamp):
    lamp(not lamp())


toggle(Pin(15, Pin.OUT))
