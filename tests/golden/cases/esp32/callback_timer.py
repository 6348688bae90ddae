#- /callback_timer.py board:esp32dev
from machine import Timer


def tick(timer):
    print("tick")


t = Timer(0)
t.init(period=500, mode=Timer.PERIODIC, callback=tick)
