import time
from machine import Pin

LONG_MS = {{long_ms}}
SHORT_MS = {{short_ms}}

red = Pin({{red}}, Pin.OUT)
yellow = Pin({{yellow}}, Pin.OUT)
green = Pin({{green}}, Pin.OUT)

# Red, yellow, green, and how long.
PHASES = (
    (1, 0, 0, LONG_MS),
    (1, 1, 0, SHORT_MS),
    (0, 0, 1, LONG_MS),
    (0, 1, 0, SHORT_MS),
)

while True:
    for is_red, is_yellow, is_green, duration in PHASES:
        red.value(is_red)
        yellow.value(is_yellow)
        green.value(is_green)
        time.sleep_ms(duration)
