import time
from machine import Pin

{{if asked.red_ms}}
RED_MS = {{red_ms}}
{{else}}
RED_MS = {{long_ms}}
{{end}}
{{if asked.green_ms}}
GREEN_MS = {{green_ms}}
{{else}}
GREEN_MS = {{long_ms}}
{{end}}
YELLOW_MS = {{short_ms}}

red = Pin({{red}}, Pin.OUT)
yellow = Pin({{yellow}}, Pin.OUT)
green = Pin({{green}}, Pin.OUT)

# Red, yellow, green, and how long.
PHASES = (
    (1, 0, 0, RED_MS),
    (1, 1, 0, YELLOW_MS),
    (0, 0, 1, GREEN_MS),
    (0, 1, 0, YELLOW_MS),
)

while True:
    for is_red, is_yellow, is_green, duration in PHASES:
        red.value(is_red)
        yellow.value(is_yellow)
        green.value(is_green)
        time.sleep_ms(duration)
