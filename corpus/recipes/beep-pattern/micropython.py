import time
from machine import Pin

BEEPS = {{beeps}}
BEEP_MS = 100
PAUSE_MS = 1000

buzzer = Pin({{buzzer}}, Pin.OUT, value=0)

while True:
    for _ in range(BEEPS):
        buzzer.value(1)
        time.sleep_ms(BEEP_MS)
        buzzer.value(0)
        time.sleep_ms(BEEP_MS)
    time.sleep_ms(PAUSE_MS)
