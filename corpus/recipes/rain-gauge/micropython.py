import time
from machine import Pin

MM_PER_TIP = 0.2794
DEBOUNCE_MS = 50

tips = 0
last_tip = time.ticks_ms()


def on_tip(pin):
    global tips, last_tip
    now = time.ticks_ms()
    if time.ticks_diff(now, last_tip) >= DEBOUNCE_MS:
        last_tip = now
        tips += 1


bucket = Pin({{bucket}}, Pin.IN, Pin.PULL_UP)
bucket.irq(trigger=Pin.IRQ_FALLING, handler=on_tip)

shown = 0
while True:
    if tips != shown:
        shown = tips
{{adapt}}
        print("Rain: {:.2f} mm".format(shown * MM_PER_TIP))
{{end}}
    time.sleep_ms(50)
