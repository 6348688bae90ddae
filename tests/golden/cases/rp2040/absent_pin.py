#- /absent_pin.py board:pico
from machine import Pin

relay = Pin(32, Pin.OUT)
#           ^^ error[absent-pin]: the Raspberry Pi Pico has no GPIO32
relay.on()
