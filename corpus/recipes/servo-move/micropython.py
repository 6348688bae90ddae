{{if fed}}
import time
{{end}}
from machine import PWM, Pin

ANGLE = {{angle}}
{{if fed}}
REST_ANGLE = {{rest_angle}}
HOLD_MS = {{hold_ms}}
{{end}}

servo = PWM(Pin({{servo}}), freq=50)
{{if fed}}
hold_start = None
{{end}}


def turn_to(angle):
    # 0.5 ms to 2.5 ms of each 20 ms period.
    servo.duty_u16((500 + angle * 2000 // 180) * 65535 // 20000)


{{if fed}}
def move_servo(on):
    turn_to(ANGLE if on else REST_ANGLE)


def open_for_a_while():
    """Goes back by itself."""
    global hold_start
    move_servo(True)
    hold_start = time.ticks_ms()


move_servo(False)
while True:
    if hold_start is not None and time.ticks_diff(time.ticks_ms(), hold_start) >= HOLD_MS:
        hold_start = None
        move_servo(False)
    time.sleep_ms(20)
{{else}}
turn_to(ANGLE)
{{end}}
