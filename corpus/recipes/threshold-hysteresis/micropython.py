import time
from machine import ADC, Pin

ON_PERCENT = {{on_percent}}
OFF_PERCENT = {{off_percent}}

sensor = {{sensor.adc}}
output = Pin({{output}}, Pin.OUT, value=0)

while True:
    percent = sensor.read_u16() * 100 // 65535
    if percent >= ON_PERCENT:
        output.value(1)
    elif percent < OFF_PERCENT:
        output.value(0)
    time.sleep_ms(10)
