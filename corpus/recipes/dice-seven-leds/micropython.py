import random
import time
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
left = Pin({{left}}, Pin.OUT)
right = Pin({{right}}, Pin.OUT)
middle = Pin({{middle}}, Pin.OUT)
center = Pin({{center}}, Pin.OUT)


def show(number):
    left.value(number >= 2)
    right.value(number >= 4)
    middle.value(number == 6)
    center.value(number % 2)


last_button = 1
while True:
    state = button.value()
    if state == 0 and last_button == 1:
        random.seed(time.ticks_us())  # Nobody presses at the same microsecond twice.
        number = random.randint(1, 6)
        show(number)
{{adapt}}
        print("Rolled", number)
{{end}}
    last_button = state
    time.sleep_ms(20)
