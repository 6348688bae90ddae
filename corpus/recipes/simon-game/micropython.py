import random
import time
from machine import Pin

LIGHT_MS = 300
PATIENCE_MS = 3000

leds = [Pin(pin, Pin.OUT, value=0) for pin in ({{red}}, {{green}})]
buttons = [Pin(pin, Pin.IN, Pin.PULL_UP) for pin in ({{red_button}}, {{green_button}})]


def flash(color):
    leds[color].value(1)
    time.sleep_ms(LIGHT_MS)
    leds[color].value(0)
    time.sleep_ms(LIGHT_MS // 2)


def wait_for_button():
    """The button that is pressed, or None when nobody presses one in time."""
    start = time.ticks_ms()
    while time.ticks_diff(time.ticks_ms(), start) < PATIENCE_MS:
        for color, button in enumerate(buttons):
            if button.value() == 0:
                flash(color)
                return color
        time.sleep_ms(5)
    return None


sequence = []
while True:
    sequence.append(random.randrange(len(leds)))
    for color in sequence:
        flash(color)
    for color in sequence:
        if wait_for_button() != color:
{{adapt}}
            print("Score:", len(sequence) - 1)
{{end}}
            sequence = []
            time.sleep(1)
            break
    time.sleep_ms(500)
