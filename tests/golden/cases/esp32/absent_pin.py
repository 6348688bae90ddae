#- /absent_pin.py board:esp32dev
from machine import Pin

step = Pin(24, Pin.OUT)
#          ^^ error[absent-pin]: the ESP32 DevKitC has no GPIO24
step.off()
