#- /callback_empty.py board:esp32dev
from machine import Timer


def tick():
#   ^^^^ error[handler-arguments]: tick takes no argument and is called with one
    print("tick")


t = Timer(0)
t.init(period=500, mode=Timer.PERIODIC, callback=tick)
