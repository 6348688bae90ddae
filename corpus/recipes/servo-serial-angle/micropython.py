import sys
from machine import PWM, Pin

servo = PWM(Pin({{servo}}), freq=50)

while True:
    line = sys.stdin.readline().strip()
    try:
        angle = int(line)
    except ValueError:
        continue
    if 0 <= angle <= 180:
        # 0.5 ms to 2.5 ms of each 20 ms period.
        servo.duty_u16((500 + angle * 2000 // 180) * 65535 // 20000)
        print("Angle:", angle)
