import time
from machine import Pin

DOT_MS = {{dot_ms}}
# One character a dot: 1 is light. Dash: three dots; gap of a letter: three; of a word: seven.
PATTERN = "101010001110111011100010101000000000"

led = Pin({{led}}, Pin.OUT)

while True:
    for mark in PATTERN:
        led.value(mark == "1")
        time.sleep_ms(DOT_MS)
