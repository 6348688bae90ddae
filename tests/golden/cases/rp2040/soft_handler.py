#- /soft_handler.py board:pico
import time
from machine import Pin

led = Pin(25, Pin.OUT)
button = Pin(14, Pin.IN, Pin.PULL_UP)


def pressed(pin):
    time.sleep_ms(50)
    led.toggle()


button.irq(trigger=Pin.IRQ_FALLING, handler=pressed)
