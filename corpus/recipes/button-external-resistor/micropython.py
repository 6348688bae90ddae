import time
from machine import Pin

PRESSED = {{pressed_level}}  # 1 with a pull-down resistor, 0 with a pull-up resistor.
DEBOUNCE_MS = 30

button = Pin({{button}}, Pin.IN)  # The resistor outside holds the level.
is_pressed = False

while True:
    reading = button.value() == PRESSED
    if reading != is_pressed:
        is_pressed = reading
{{adapt}}
        print("{{pressed_text}}" if is_pressed else "{{released_text}}")
{{end}}
        time.sleep_ms(DEBOUNCE_MS)
    time.sleep_ms(5)
