#- /handler_given_py.py board:pico
from machine import Pin


def edge(pin):
    pass


key = Pin(12, Pin.IN, Pin.PULL_UP)
key.irq(handler=edge, trigger=Pin.IRQ_FALLING)
