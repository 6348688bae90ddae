#- /flash_pin.py board:esp32dev
from machine import Pin

led = Pin(8, Pin.OUT)
#         ^ error[flash-pin-used]: GPIO8 of the ESP32 DevKitC is wired to the flash chip
led.on()
