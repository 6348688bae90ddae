#- /two_boards.py board:esp32dev
import sys
from machine import Pin

if sys.platform == "rp2":
    led = Pin("LED", Pin.OUT)
else:
    led = Pin(2, Pin.OUT)
#             ^ hint[strapping-pin-used]: GPIO2 of the ESP32 DevKitC is sampled at reset

led.on()
