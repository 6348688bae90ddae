#- /soft_print.py board:rpipico2
from machine import Pin


def edge(pin):
    print(pin)


key = Pin(3, Pin.IN)
key.irq(handler=edge, trigger=Pin.IRQ_RISING)
