import time
import esp32
import machine
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
esp32.wake_on_ext1((button,), esp32.WAKEUP_ALL_LOW)
print("Awake")
time.sleep_ms(100)  # Let the text leave; Ctrl-C still works here.
machine.deepsleep()
