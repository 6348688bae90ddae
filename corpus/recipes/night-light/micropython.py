import time
from machine import ADC, Pin

DARK_READING = 65535 * {{dark_percent}} // 100
HYSTERESIS = 3276  # 5 %: keeps the light from flickering at dusk.

sensor = {{sensor.adc}}
{{if taken}}
{{else}}
led = Pin({{led}}, Pin.OUT, value=0)
{{end}}

is_on = False
while True:
    brightness = sensor.read_u16()
    if not is_on and brightness < DARK_READING:
        is_on = True
    elif is_on and brightness > DARK_READING + HYSTERESIS:
        is_on = False
{{out}}
{{if taken}}
    print(brightness)
{{else}}
    led.value(is_on)
{{end}}
{{end}}
    time.sleep_ms(100)
