import time
from machine import Pin

INTERVAL_MS = {{interval_ms}}
CPM_PER_USV = 151  # SBM-20 and J305.

clicks = 0


def on_click(pin):
    global clicks
    clicks += 1


tube = Pin({{tube}}, Pin.IN, Pin.PULL_UP)
tube.irq(trigger=Pin.IRQ_FALLING, handler=on_click)

while True:
    before = clicks
    time.sleep_ms(INTERVAL_MS)
    cpm = (clicks - before) * 60000 / INTERVAL_MS
{{adapt}}
    print("CPM: {:.0f}  uSv/h: {:.3f}".format(cpm, cpm / CPM_PER_USV))
{{end}}
