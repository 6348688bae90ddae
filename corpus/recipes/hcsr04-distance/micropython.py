import time
from machine import Pin, time_pulse_us

INTERVAL_MS = {{interval_ms}}
TIMEOUT_US = 30000  # About 5 m.

trigger = Pin({{trigger}}, Pin.OUT, value=0)
echo = Pin({{echo}}, Pin.IN)


def measure_centimeters():
    trigger.value(1)
    time.sleep_us(10)
    trigger.value(0)
    duration = time_pulse_us(echo, 1, TIMEOUT_US)
    # Sound travels 0.0343 cm in a microsecond, there and back.
    return duration * 0.0343 / 2 if duration > 0 else None


while True:
    distance = measure_centimeters()
    if distance is None:
        print("Nothing in range")
    else:
{{adapt}}
        print("Distance: {:.1f} cm".format(distance))
{{end}}
    time.sleep_ms(INTERVAL_MS)
