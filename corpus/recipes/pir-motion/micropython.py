import time
from machine import Pin

pir = Pin({{pir}}, Pin.IN)
led = Pin({{led}}, Pin.OUT, value=0)

last_state = 0
while True:
    state = pir.value()
    if state != last_state:
        last_state = state
        led.value(state)
{{adapt}}
        print("Motion" if state else "Quiet")
{{end}}
    time.sleep_ms(20)
