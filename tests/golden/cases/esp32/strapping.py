#- /strapping.py board:esp32dev
from machine import Pin

door = Pin(12, Pin.IN)
#          ^^ warning[strapping-pin-used]: GPIO12 of the ESP32 DevKitC is sampled at reset
led = Pin(15, Pin.OUT)
#         ^^ hint[strapping-pin-used]: GPIO15 of the ESP32 DevKitC is sampled at reset
led.value(door.value())
