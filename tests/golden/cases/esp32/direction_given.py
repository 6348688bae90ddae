#- /direction_given.py board:esp32dev
from machine import Pin

relay = Pin(26, Pin.OUT)
relay.value(1)
