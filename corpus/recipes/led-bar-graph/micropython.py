import time
from machine import ADC, Pin

sensor = {{sensor.adc}}
leds = [Pin(number, Pin.OUT) for number in ({{led1}}, {{led2}}, {{led3}}, {{led4}})]

while True:
    level = sensor.read_u16() * (len(leds) + 1) // 65536
    for i, led in enumerate(leds):
        led.value(i < level)
    time.sleep_ms(20)
