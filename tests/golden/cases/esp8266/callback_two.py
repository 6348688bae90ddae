#- /callback_two.py board:nodemcuv2
from machine import Pin


def edge(pin, level):
#   ^^^^ error[handler-arguments]: edge takes 2 arguments and is called with one
    pass


Pin(5, Pin.IN).irq(handler=edge, trigger=Pin.IRQ_RISING)
