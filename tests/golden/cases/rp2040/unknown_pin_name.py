#- /unknown_pin_name.py board:pico
from machine import Pin

led = Pin("D13", Pin.OUT)
#         ^^^^^ error[undeclared-pin-name]: the Raspberry Pi Pico has no pin named "D13"
led.on()
