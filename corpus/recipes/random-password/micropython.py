import os
import time
from machine import Pin

LENGTH = {{count}}
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
before = 1

while True:
    state = button.value()
    if state == 0 and before == 1:
        # 256 is no multiple of the number of letters: the first ones come a little more often.
        print("Password:", "".join(LETTERS[byte % len(LETTERS)] for byte in os.urandom(LENGTH)))
    before = state
    time.sleep_ms(20)
