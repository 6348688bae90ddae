#- /radio_led_named.py board:rpipico2w
from machine import Pin

led = Pin("LED", Pin.OUT)
led.on()
