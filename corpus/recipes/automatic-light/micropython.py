import time
from machine import ADC, Pin

DARK_PERCENT = 30
ON_MS = {{on_ms}}

pir = Pin({{pir}}, Pin.IN)
ldr = {{ldr.adc}}
lamp = Pin({{lamp}}, Pin.OUT, value=0)
last_motion = time.ticks_ms()

while True:
    if pir.value():
        last_motion = time.ticks_ms()
        # Once on, the lamp itself makes the room bright.
        if not lamp.value() and ldr.read_u16() * 100 // 65535 < DARK_PERCENT:
            lamp.value(1)
    elif lamp.value() and time.ticks_diff(time.ticks_ms(), last_motion) >= ON_MS:
        lamp.value(0)
    time.sleep_ms(50)
