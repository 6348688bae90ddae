{{if fed}}
{{else}}
import time
{{end}}
from machine import PWM, Pin

{{if fed}}
{{else}}
FADE_MS = {{fade_ms}}  # From dark to bright.
{{end}}

led = PWM(Pin({{led}}), freq=1000)

{{if fed}}

def set_brightness(percent):
    led.duty_u16(min(100, max(0, percent)) * 65535 // 100)
{{else}}
while True:
    position = time.ticks_ms() % (2 * FADE_MS)
    level = position if position < FADE_MS else 2 * FADE_MS - position
    led.duty_u16(level * 65535 // FADE_MS)
    time.sleep_ms(5)
{{end}}
