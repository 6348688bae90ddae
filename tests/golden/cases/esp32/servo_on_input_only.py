#- /servo_on_input_only.py board:esp32dev
from machine import Pin, PWM

servo = PWM(Pin(36), freq=50)
#               ^^ error[input-only-pin-driven]: GPIO36 of the ESP32 DevKitC is input-only: PWM cannot make pulses on it
servo.duty_u16(4915)
