# board: rpipicow
# A thermostat: reads a BME280 on I2C and switches a heater.
import time
from machine import I2C, Pin, ADC

heater = Pin(15, Pin.OUT)
knob = ADC(Pin(26))
i2c = I2C(0, sda=Pin(4), scl=Pin(5), freq=400000)


def wanted():
    """Degrees between 15 and 25, from the knob."""
    return 15 + knob.read_u16() * 10 / 65535


while True:
    print("wanted", wanted())
    heater.
    time.sleep(1)
