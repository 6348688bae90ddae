import time
from machine import ADC, PWM, Pin

TARGET = {{target}}
KP = 8
KI = 0.2
KD = 4
STEP_MS = 200

sensor = {{sensor.adc}}
heater = PWM(Pin({{heater}}), freq=1000)


def read_temperature():
    return sensor.read_u16() * {{supply_mv}} / 65535 / 10  # LM35: 10 mV a degree.


integral = 0
last_temperature = read_temperature()
while True:
    time.sleep_ms(STEP_MS)
    seconds = STEP_MS / 1000
    temperature = read_temperature()
    error = TARGET - temperature
    # The integral stays in the range of the output, or it would take ages to unwind.
    integral = min(255, max(0, integral + KI * error * seconds))
    # The change of the temperature, not of the error: a new target gives no kick.
    output = KP * error + integral - KD * (temperature - last_temperature) / seconds
    last_temperature = temperature
    duty = int(min(255, max(0, output)))
    heater.duty_u16(duty * 257)
{{adapt}}
    print("Temperature: {:.1f}  Duty: {}".format(temperature, duty))
{{end}}
