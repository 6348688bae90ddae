#- /output_constant.py board:pico
from machine import Pin

led = Pin(25, Pin.OUTPUT)
#                 ^^^^^^ error[unknown-module-member]: machine.Pin has no OUTPUT in micropython-rp2@1.29
led.high()
