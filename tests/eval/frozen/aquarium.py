# board: pico
# An aquarium: light by the clock, a heater by a thermistor, feeding by a servo.
from machine import ADC, PWM, Pin
import time

LIGHT_ON_HOUR = 8
LIGHT_OFF_HOUR = 20
TARGET = 25.0

light = Pin(2, Pin.OUT)
heater = Pin(3, Pin.OUT)
thermistor = ADC(Pin(26))
servo = PWM(Pin(15))
servo.freq(50)


def read_celsius():
    volts = thermistor.read_u16() * 3.3 / 65535
    return (volts - 0.5) * 100


def set_angle(degrees):
    duty = int(1638 + degrees / 180 * 6554)
    servo.duty_u16(duty)


def feed():
    set_angle(120)
    time.sleep_ms(600)
    set_angle(0)


fed_on = None
while True:
    year, month, day, hour = time.localtime()[:4]
    light.value(LIGHT_ON_HOUR <= hour < LIGHT_OFF_HOUR)
    celsius = read_celsius()
    if celsius < TARGET - 0.5:
        heater.value(1)
    elif celsius > TARGET + 0.5:
        heater.value(0)
    if hour == 9 and fed_on != day:
        fed_on = day
        feed()
    print("temperature:", celsius, "heater:", heater.value())
    time.sleep(10)
