import time
from machine import Pin

STEP_MS = {{step_ms}}

leds = [Pin(number, Pin.OUT, value=0) for number in ({{led1}}, {{led2}}, {{led3}}, {{led4}}, {{led5}})]
position = 0
direction = 1
leds[0].value(1)

while True:
    time.sleep_ms(STEP_MS)
    leds[position].value(0)
    if position == len(leds) - 1:
        direction = -1
    elif position == 0:
        direction = 1
    position += direction
    leds[position].value(1)
