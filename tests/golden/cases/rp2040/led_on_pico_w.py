#- /led_on_pico_w.py board:rpipicow
from machine import Pin

led = Pin("LED", Pin.OUT)
led.toggle()
