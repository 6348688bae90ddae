import time
from machine import Pin

{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

led = Pin({{led}}, Pin.OUT)
{{if fed}}


def switch_led(on):
    led.value(on)


def toggle_led():
    led.value(not led.value())
{{else}}

while True:
    led.value(not led.value())
    time.sleep_ms(INTERVAL_MS)
{{end}}
