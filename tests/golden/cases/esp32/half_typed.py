#- /half_typed.py board:esp32dev expect:no-compile
from machine import Pin

led = Pin(3
while True:
    led.
