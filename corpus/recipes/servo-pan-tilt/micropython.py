import time
from machine import PWM, Pin

STEP_MS = 20

pan = PWM(Pin({{pan}}), freq=50)
tilt = PWM(Pin({{tilt}}), freq=50)


def write_angle(servo, angle):
    # 0.5 ms to 2.5 ms of each 20 ms period.
    servo.duty_u16((500 + angle * 2000 // 180) * 65535 // 20000)


while True:
    for row in range(60, 121, 15):
        write_angle(tilt, row)
        columns = range(30, 151)
        for angle in columns if row % 30 == 0 else reversed(columns):
            write_angle(pan, angle)
            time.sleep_ms(STEP_MS)
