#- /two_boards.py board:esp32dev
import sys
from machine import Pin

if sys.platform == "rp2":
    led = Pin("LED", Pin.OUT)
else:
    led = Pin(2, Pin.OUT)

led.on()
