#- /flash_pin.py board:d1_mini
from machine import Pin

relay = Pin(8, Pin.OUT)
#           ^ error[absent-pin]: micropython-esp8266@1.29 refuses GPIO8
relay.on()
