import time
from machine import Pin, Timer

INTERVAL_MS = {{interval_ms}}

led = Pin({{led}}, Pin.OUT, value=0)


def on_timer(timer):
    led.value(not led.value())


{{if esp32}}
timer = Timer(0)
{{else}}
timer = Timer(-1)
{{end}}
timer.init(period=INTERVAL_MS, mode=Timer.PERIODIC, callback=on_timer)

while True:
    time.sleep(1)  # Other work goes here.
