import time
from machine import Pin

STEP_MS = {{step_ms}}
LINES = ({{a}}, {{b}}, {{c}})
# Each LED: the line that is high and the line that is low; the third floats.
LEDS = ((0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0))


def show(led):
    for line in LINES:
        Pin(line, Pin.IN)
    high, low = LEDS[led]
    Pin(LINES[high], Pin.OUT, value=1)
    Pin(LINES[low], Pin.OUT, value=0)


while True:
    for led in range(len(LEDS)):
        show(led)
        time.sleep_ms(STEP_MS)
