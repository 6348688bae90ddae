import time
from machine import Pin, TouchPad

INTERVAL_MS = {{interval_ms}}

pad = TouchPad(Pin({{pad}}))

while True:
{{adapt}}
    print("Touch:", pad.read())
{{end}}
    time.sleep_ms(INTERVAL_MS)
