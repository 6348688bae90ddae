import time
from machine import ADC, Pin

CLICK_MS = 20

knob = {{knob.adc}}
buzzer = Pin({{buzzer}}, Pin.OUT, value=0)

while True:
    bpm = 40 + knob.read_u16() * 168 // 65535
    buzzer.value(1)
    time.sleep_ms(CLICK_MS)
    buzzer.value(0)
    time.sleep_ms(60000 // bpm - CLICK_MS)
