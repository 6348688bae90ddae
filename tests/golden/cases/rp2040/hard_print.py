#- /hard_print.py board:rpipico2
from machine import Pin


def edge(pin):
    print(pin)
#   ^^^^^^^^^^ warning[allocation-in-hard-handler]: print makes an object while the heap is locked


key = Pin(3, Pin.IN)
key.irq(handler=edge, trigger=Pin.IRQ_RISING, hard=True)
