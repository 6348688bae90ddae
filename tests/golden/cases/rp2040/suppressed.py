#- /suppressed.py board:pico
from machine import I2C, Pin

# The level shifter swaps the lines on purpose.
i2c = I2C(0, sda=Pin(5), scl=Pin(4))  # boardwise: allow(bus-pins-on-wrong-bus)
led = Pin(25, Pin.OUT)  # boardwise: allow(unexposed-pin)
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[unused-suppression]: allow(unexposed-pin) silences nothing here
