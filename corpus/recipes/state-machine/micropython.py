import time
from machine import Pin

TRAVEL_MS = {{travel_ms}}
CLOSED, OPENING, OPEN, CLOSING = range(4)
NAMES = ("closed", "opening", "open", "closing")

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
motor = Pin({{motor}}, Pin.OUT, value=0)
state = CLOSED
entered_at = time.ticks_ms()


def enter(next_state):
    global state, entered_at
    state = next_state
    entered_at = time.ticks_ms()
    motor.value(state in (OPENING, CLOSING))
    print(NAMES[state])


while True:
    is_pressed = button.value() == 0
    is_over = time.ticks_diff(time.ticks_ms(), entered_at) >= TRAVEL_MS
    if state == CLOSED and is_pressed:
        enter(OPENING)
    elif state == OPENING and is_over:
        enter(OPEN)
    elif state == OPEN and is_pressed and is_over:
        enter(CLOSING)
    elif state == CLOSING and is_over:
        enter(CLOSED)
    time.sleep_ms(5)
