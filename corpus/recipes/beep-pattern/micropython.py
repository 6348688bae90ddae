{{if fed}}
{{else}}
import time
{{end}}
from machine import Pin

{{if fed}}
{{else}}
BEEPS = {{beeps}}
BEEP_MS = 100
PAUSE_MS = 1000
{{end}}

buzzer = Pin({{buzzer}}, Pin.OUT, value=0)

{{if fed}}
{{else}}
while True:
    for _ in range(BEEPS):
        buzzer.value(1)
        time.sleep_ms(BEEP_MS)
        buzzer.value(0)
        time.sleep_ms(BEEP_MS)
    time.sleep_ms(PAUSE_MS)
{{end}}
