import time
from machine import Pin

SETTLE_MS = 200

sensor = Pin({{sensor}}, Pin.IN)
state = None

while True:
    reading = sensor.value()
    if reading != state:
        state = reading
{{adapt}}
        print("Rain" if state == 0 else "Dry")
{{end}}
        time.sleep_ms(SETTLE_MS)
    time.sleep_ms(5)
