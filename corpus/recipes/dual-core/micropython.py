import _thread
import time
from machine import Pin

led = Pin({{led}}, Pin.OUT, value=0)


def blink():
    while True:
        led.value(not led.value())
        time.sleep_ms(250)


_thread.start_new_thread(blink, ())

while True:
    print("The main core counts")
    time.sleep(1)
