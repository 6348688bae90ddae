import time
from machine import Pin

SETTLE_MS = 30

sensor = Pin({{sensor}}, Pin.IN, Pin.PULL_UP)
state = None

while True:
    reading = sensor.value()
    if reading != state:
        state = reading
{{adapt}}
        print("Magnet" if state == 0 else "No magnet")
{{end}}
        time.sleep_ms(SETTLE_MS)
    time.sleep_ms(5)
