import time
from machine import PWM, Pin

STOP_US = 1000
CRUISE_US = 1200
ARM_MS = 3000
STEP_MS = 20

esc = PWM(Pin({{esc}}), freq=50)


def throttle(pulse_us):
    esc.duty_u16(pulse_us * 65535 // 20000)


throttle(STOP_US)
time.sleep_ms(ARM_MS)  # The ESC arms when the throttle is down.
for pulse in range(STOP_US, CRUISE_US + 1):
    throttle(pulse)
    time.sleep_ms(STEP_MS)
