#- /blink.py board:esp32dev
from machine import Pin
import time

led = Pin(2, Pin.OUT)
#         ^ hint[strapping-pin-used]: GPIO2 of the ESP32 DevKitC is sampled at reset

while True:
    led.value(not led.value())
    time.sleep_ms(500)
