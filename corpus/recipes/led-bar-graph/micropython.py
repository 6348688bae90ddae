{{if fed}}
from machine import Pin

{{else}}
import time
from machine import ADC, Pin

sensor = {{sensor.adc}}
{{end}}
leds = [Pin(number, Pin.OUT) for number in ({{led1}}, {{led2}}, {{led3}}, {{led4}})]


def show_level(level):
    for i, led in enumerate(leds):
        led.value(i < level)


{{if fed}}
{{else}}
while True:
    show_level(sensor.read_u16() * (len(leds) + 1) // 65536)
    time.sleep_ms(20)
{{end}}
