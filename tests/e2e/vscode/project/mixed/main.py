# board: pico
from machine import Pin

led = Pin(25, Pin.OUT)
