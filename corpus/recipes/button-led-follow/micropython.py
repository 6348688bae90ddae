import time
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
led = Pin({{led}}, Pin.OUT)

while True:
    led.value(button.value() == 0)  # Pressed connects the pin to GND.
    time.sleep_ms(5)
