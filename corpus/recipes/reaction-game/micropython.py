import random
import time
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
led = Pin({{led}}, Pin.OUT, value=0)


def play():
    light_at = time.ticks_add(time.ticks_ms(), random.randint(1000, 4000))
    while time.ticks_diff(light_at, time.ticks_ms()) > 0:
        if button.value() == 0:
            return None
        time.sleep_ms(1)
    led.value(1)
    lit_since = time.ticks_ms()
    while button.value() == 1:
        time.sleep_ms(1)
    return time.ticks_diff(time.ticks_ms(), lit_since)


while True:
    reaction = play()
    led.value(0)
    if reaction is None:
        print("Too early")
    else:
{{adapt}}
        print("Reaction time:", reaction, "ms")
{{end}}
    while button.value() == 0:
        time.sleep_ms(10)
