import time
from machine import ADC, Pin

DARK_READING = 65535 * {{dark_percent}} // 100
HYSTERESIS = 3276  # 5 %: keeps the light from flickering at dusk.

sensor = {{sensor.adc}}
led = Pin({{led}}, Pin.OUT, value=0)

is_on = False
while True:
    brightness = sensor.read_u16()
    if not is_on and brightness < DARK_READING:
        is_on = True
    elif is_on and brightness > DARK_READING + HYSTERESIS:
        is_on = False
    led.value(is_on)
    time.sleep_ms(100)
