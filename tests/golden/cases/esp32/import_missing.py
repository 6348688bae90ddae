#- /import_missing.py board:esp32dev
from machine import Pin

led = Pin(4, Pin.OUT)
led.on()
if led.value():
    time.sleep(1)
#   ^^^^ error[name-not-imported]: time is used and never imported
led.off()
