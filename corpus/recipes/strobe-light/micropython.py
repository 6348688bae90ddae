import time
from machine import ADC, Pin

FLASH_MS = {{flash_ms}}
SLOWEST_MS = 500
FASTEST_MS = 40

knob = {{knob.adc}}
led = Pin({{led}}, Pin.OUT)

while True:
    period = SLOWEST_MS - knob.read_u16() * (SLOWEST_MS - FASTEST_MS) // 65535
    led.value(1)
    time.sleep_ms(FLASH_MS)
    led.value(0)
    time.sleep_ms(period - FLASH_MS)
