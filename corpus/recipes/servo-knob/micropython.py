import time
from machine import ADC, PWM, Pin

knob = {{knob.adc}}
servo = PWM(Pin({{servo}}), freq=50)

while True:
    angle = knob.read_u16() * 180 // 65535
    # 0.5 ms to 2.5 ms of each 20 ms period.
    servo.duty_u16((500 + angle * 2000 // 180) * 65535 // 20000)
    time.sleep_ms(15)
