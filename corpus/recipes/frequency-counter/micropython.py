import time
from machine import Pin

GATE_MS = 1000

pulses = 0


def on_pulse(pin):
    global pulses
    pulses += 1


signal = Pin({{signal}}, Pin.IN, Pin.PULL_UP)
signal.irq(trigger=Pin.IRQ_RISING, handler=on_pulse)

while True:
    before = pulses
    time.sleep_ms(GATE_MS)
{{adapt}}
    print("Frequency:", pulses - before, "Hz")
{{end}}
