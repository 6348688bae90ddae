import time
from machine import Pin, time_pulse_us

INTERVAL_MS = {{interval_ms}}
TIMEOUT_US = 30000  # About 5 m.
NOTHING = 500

left_trigger = Pin({{left_trigger}}, Pin.OUT, value=0)
left_echo = Pin({{left_echo}}, Pin.IN)
right_trigger = Pin({{right_trigger}}, Pin.OUT, value=0)
right_echo = Pin({{right_echo}}, Pin.IN)


def measure_centimeters(trigger, echo):
    trigger.value(1)
    time.sleep_us(10)
    trigger.value(0)
    duration = time_pulse_us(echo, 1, TIMEOUT_US)
    # Sound travels 0.0343 cm in a microsecond, there and back.
    return duration * 0.0343 / 2 if duration > 0 else NOTHING


while True:
    # One after the other: each would hear the other's echo.
    left = measure_centimeters(left_trigger, left_echo)
    right = measure_centimeters(right_trigger, right_echo)
    distance = min(left, right)
    if distance == NOTHING:
        print("Nothing in range")
    else:
{{adapt}}
        print("Nearest: {:.1f} cm {}".format(distance, "left" if left < right else "right"))
{{end}}
    time.sleep_ms(INTERVAL_MS)
