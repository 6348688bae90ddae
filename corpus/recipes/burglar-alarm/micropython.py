import time
from machine import Pin

BEEP_MS = 150

pir = Pin({{pir}}, Pin.IN)
button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
buzzer = Pin({{buzzer}}, Pin.OUT, value=0)
is_armed = True
is_alarm = False
before = 1
print("Armed")

while True:
    state = button.value()
    if state == 0 and before == 1:
        is_armed = not is_armed
        is_alarm = False
        print("Armed" if is_armed else "Disarmed")
    before = state
    if is_armed and not is_alarm and pir.value():
        is_alarm = True
        print("Alarm")
    buzzer.value(is_alarm and time.ticks_ms() // BEEP_MS % 2)
    time.sleep_ms(40)
