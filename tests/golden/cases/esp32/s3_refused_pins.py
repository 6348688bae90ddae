#- /s3_refused_pins.py board:esp32-s3-devkitc-1
from machine import Pin

# The firmware keeps the flash pins and the USB pins for itself.
relay = Pin(27, Pin.OUT)
#           ^^ error[absent-pin]: micropython-esp32@1.29 refuses GPIO27
motor = Pin(20, Pin.OUT)
#           ^^ error[absent-pin]: micropython-esp32@1.29 refuses GPIO20
lamp = Pin(21, Pin.OUT)
