import time
from machine import PWM, Pin

{{if fed}}
{{else}}
FIRST_ANGLE = {{first_angle}}
LAST_ANGLE = {{last_angle}}
STEP_MS = {{step_ms}}
{{end}}

servo = PWM(Pin({{servo}}), freq=50)


def write_angle(angle):
{{if fed}}
    angle = min(180, max(0, angle))
{{end}}
    # 0.5 ms to 2.5 ms of each 20 ms period.
    pulse_us = 500 + angle * 2000 // 180
    servo.duty_u16(pulse_us * 65535 // 20000)


{{if fed}}
{{else}}
while True:
    for angle in range(FIRST_ANGLE, LAST_ANGLE):
        write_angle(angle)
        time.sleep_ms(STEP_MS)
    for angle in range(LAST_ANGLE, FIRST_ANGLE, -1):
        write_angle(angle)
        time.sleep_ms(STEP_MS)
{{end}}
