import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}
KMH_PER_HZ = 2.4

turns = 0


def on_turn(pin):
    global turns
    turns += 1


sensor = Pin({{sensor}}, Pin.IN, Pin.PULL_UP)
sensor.irq(trigger=Pin.IRQ_FALLING, handler=on_turn)

while True:
    before = turns
    time.sleep_ms(INTERVAL_MS)
{{adapt}}
    print("Wind: {:.1f} km/h".format((turns - before) * 1000 / INTERVAL_MS * KMH_PER_HZ))
{{end}}
