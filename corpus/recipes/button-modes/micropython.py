import time
from machine import Pin

OFF, ON, SLOW, FAST = range(4)

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
led = Pin({{led}}, Pin.OUT)
mode = OFF
before = 1

while True:
    state = button.value()
    if state == 0 and before == 1:
        mode = (mode + 1) % 4
    before = state
    now = time.ticks_ms()
    if mode == OFF:
        led.value(0)
    elif mode == ON:
        led.value(1)
    elif mode == SLOW:
        led.value(now // 500 % 2)
    else:
        led.value(now // 100 % 2)
    time.sleep_ms(30)
