import time
from machine import PWM, Pin

PHASE_MS = {{phase_ms}}
# Microseconds: 1500 stands still, further away is faster.
PULSES = (1700, 1500, 1300, 1500)

servo = PWM(Pin({{servo}}), freq=50)

while True:
    for pulse in PULSES:
        servo.duty_u16(pulse * 65535 // 20000)
        time.sleep_ms(PHASE_MS)
