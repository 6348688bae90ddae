import time
from machine import Pin

GAP_MS = {{gap_ms}}  # A second click comes sooner than this.
DEBOUNCE_MS = 30

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
was_pressed = False
clicks = 0
last_change = time.ticks_ms()

while True:
    is_pressed = button.value() == 0
    since_change = time.ticks_diff(time.ticks_ms(), last_change)
    if is_pressed != was_pressed and since_change >= DEBOUNCE_MS:
        was_pressed = is_pressed
        last_change = time.ticks_ms()
        clicks += is_pressed
    elif clicks and not is_pressed and since_change >= GAP_MS:
        print("Click" if clicks == 1 else "Double click")
        clicks = 0
    time.sleep_ms(2)
