import time
from machine import Pin

PULSES_PER_LITER = 450

pulses = 0


def on_pulse(pin):
    global pulses
    pulses += 1


sensor = Pin({{sensor}}, Pin.IN, Pin.PULL_UP)
sensor.irq(trigger=Pin.IRQ_FALLING, handler=on_pulse)

shown = 0
while True:
    time.sleep(1)
    count = pulses - shown
    shown += count
{{adapt}}
    print("Flow: {:.2f} l/min  Total: {:.3f} l".format(count * 60 / PULSES_PER_LITER, shown / PULSES_PER_LITER))
{{end}}
