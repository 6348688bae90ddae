#- /guarded_import.py board:pico
try:
    from machine import TouchPad
except ImportError:
    TouchPad = None

from machine import Pin

led = Pin(25, Pin.OUT)
led.toggle()
