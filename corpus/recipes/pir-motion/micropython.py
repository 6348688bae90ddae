import time
from machine import Pin

pir = Pin({{pir}}, Pin.IN)
{{if taken}}
{{else}}
LED_ON = {{on_state}}  # 0 for what a low level switches on.
led = Pin({{led}}, Pin.OUT, value=1 - LED_ON)
{{if asked.hold_ms}}
HOLD_MS = {{hold_ms}}  # Each motion begins the time anew.
last_motion = None
{{end}}
{{end}}

last_state = 0
while True:
    state = pir.value()
    if state != last_state:
        last_state = state
{{if taken}}
{{else}}
{{if asked.hold_ms}}
{{else}}
        led.value(LED_ON if state else 1 - LED_ON)
{{end}}
{{end}}
{{adapt}}
        print("Motion" if state else "Quiet")
{{end}}
{{if taken}}
{{else}}
{{if asked.hold_ms}}
    if state:
        last_motion = time.ticks_ms()
        led.value(LED_ON)
    elif last_motion is not None and time.ticks_diff(time.ticks_ms(), last_motion) >= HOLD_MS:
        last_motion = None
        led.value(1 - LED_ON)
{{end}}
{{end}}
    time.sleep_ms(20)
