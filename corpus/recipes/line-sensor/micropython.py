import time
from machine import Pin

SETTLE_MS = 5

sensor = Pin({{sensor}}, Pin.IN)
state = None

while True:
    reading = sensor.value()
    if reading != state:
        state = reading
{{adapt}}
        print("Black" if state == 1 else "White")
{{end}}
        time.sleep_ms(SETTLE_MS)
    time.sleep_ms(5)
