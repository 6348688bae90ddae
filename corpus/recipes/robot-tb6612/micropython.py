import time
from machine import PWM, Pin


class Motor:
    def __init__(self, forward, backward, speed):
        self.forward = Pin(forward, Pin.OUT, value=0)
        self.backward = Pin(backward, Pin.OUT, value=0)
        self.speed = PWM(Pin(speed), freq=5000)

    def drive(self, percent):
        self.forward.value(percent > 0)
        self.backward.value(percent < 0)
        self.speed.duty_u16(abs(percent) * 65535 // 100)


left = Motor({{left1}}, {{left2}}, {{left_speed}})
right = Motor({{right1}}, {{right2}}, {{right_speed}})

# Forward, turn on the spot, stop: left, right, milliseconds.
MOVES = ((80, 80, 2000), (60, -60, 600), (0, 0, 1000))

while True:
    for left_percent, right_percent, duration in MOVES:
        left.drive(left_percent)
        right.drive(right_percent)
        time.sleep_ms(duration)
