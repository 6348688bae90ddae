import time
from machine import PWM, Pin

LOW_HZ = 500
HIGH_HZ = 1200
STEP_MS = 10

speaker = PWM(Pin({{speaker}}), freq=LOW_HZ, duty_u16=32768)

while True:
    for pitch in range(LOW_HZ, HIGH_HZ, 10):
        speaker.freq(pitch)
        time.sleep_ms(STEP_MS)
    for pitch in range(HIGH_HZ, LOW_HZ, -10):
        speaker.freq(pitch)
        time.sleep_ms(STEP_MS)
