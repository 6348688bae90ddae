#- /import_there.py board:esp32dev
import time
from machine import Pin

led = Pin(4, Pin.OUT)
led.on()
time.sleep(1)
led.off()
