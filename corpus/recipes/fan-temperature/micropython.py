import time
from machine import ADC, PWM, Pin

COOL = {{cool}}
HOT = {{hot}}
INTERVAL_MS = 500

sensor = {{sensor.adc}}
fan = PWM(Pin({{fan}}), freq=1000)

while True:
    temperature = sensor.read_u16() * {{supply_mv}} / 65535 / 10  # LM35: 10 mV a degree.
    share = (temperature - COOL) / (HOT - COOL)
    fan.duty_u16(int(min(1, max(0, share)) * 65535))
    time.sleep_ms(INTERVAL_MS)
