#- /handler_called_py.py board:pico
from machine import Pin


def edge(pin):
    pass


key = Pin(12, Pin.IN, Pin.PULL_UP)
key.irq(handler=edge(key), trigger=Pin.IRQ_FALLING)
#               ^^^^^^^^^ error[handler-called]: edge is called here, not handed over
