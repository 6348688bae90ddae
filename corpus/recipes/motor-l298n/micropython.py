{{if fed}}
{{else}}
import time
{{end}}
from machine import PWM, Pin

SPEED_PERCENT = {{speed}}
{{if fed}}
{{else}}
PHASE_MS = {{phase_ms}}
{{end}}

in1 = Pin({{in1}}, Pin.OUT, value=0)
in2 = Pin({{in2}}, Pin.OUT, value=0)
enable = PWM(Pin({{enable}}), freq=1000)


def drive(percent):
    """From -100 (backward) to 100 (forward)."""
    in1.value(percent > 0)
    in2.value(percent < 0)
    enable.duty_u16(abs(percent) * 65535 // 100)


{{if fed}}
drive(0)
{{else}}
while True:
    for percent in (SPEED_PERCENT, 0, -SPEED_PERCENT, 0):
        drive(percent)
        time.sleep_ms(PHASE_MS)
{{end}}
