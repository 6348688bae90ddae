import time
from machine import Pin

pir = Pin({{pir}}, Pin.IN)
{{if taken}}
{{else}}
led = Pin({{led}}, Pin.OUT, value=0)
{{end}}

last_state = 0
while True:
    state = pir.value()
    if state != last_state:
        last_state = state
{{if taken}}
{{else}}
        led.value(state)
{{end}}
{{adapt}}
        print("Motion" if state else "Quiet")
{{end}}
    time.sleep_ms(20)
