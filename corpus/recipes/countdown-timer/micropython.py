import time
from machine import Pin

COUNTDOWN_S = {{seconds}}
BEEP_MS = 2000

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
buzzer = Pin({{buzzer}}, Pin.OUT, value=0)

while True:
    while button.value():
        time.sleep_ms(20)
    for remaining in range(COUNTDOWN_S - 1, -1, -1):
        time.sleep(1)
        print(remaining)
    buzzer.value(1)
    time.sleep_ms(BEEP_MS)
    buzzer.value(0)
