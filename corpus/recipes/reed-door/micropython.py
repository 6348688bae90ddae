import time
from machine import Pin

SETTLE_MS = 30

{{if asked.resistor}}
sensor = Pin({{line}}, Pin.IN)  # The resistor outside holds the level.
{{else}}
sensor = Pin({{sensor}}, Pin.IN, Pin.PULL_UP)
{{end}}
state = None

while True:
    reading = sensor.value()
    if reading != state:
        state = reading
{{adapt}}
        print("Door closed" if state == 0 else "Door open")
{{end}}
        time.sleep_ms(SETTLE_MS)
    time.sleep_ms(5)
