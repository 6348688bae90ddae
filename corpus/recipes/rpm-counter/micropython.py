import time
from machine import Pin

STANDSTILL_US = 3000000

last_pulse = time.ticks_us()
period = 0


def on_pulse(pin):
    global last_pulse, period
    now = time.ticks_us()
    period = time.ticks_diff(now, last_pulse)
    last_pulse = now


sensor = Pin({{sensor}}, Pin.IN, Pin.PULL_UP)
sensor.irq(trigger=Pin.IRQ_FALLING, handler=on_pulse)

while True:
    time.sleep(1)
    is_turning = period > 0 and time.ticks_diff(time.ticks_us(), last_pulse) < STANDSTILL_US
{{adapt}}
    print("RPM:", 60000000 // period if is_turning else 0)
{{end}}
