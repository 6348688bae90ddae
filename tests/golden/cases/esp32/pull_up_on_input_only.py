#- /pull_up_on_input_only.py board:esp32dev
from machine import Pin

button = Pin(39, Pin.IN, Pin.PULL_UP)
#            ^^ error[missing-pull-up]: GPIO39 of the ESP32 DevKitC has no internal pull-up
spare = Pin(33, Pin.IN, Pin.PULL_UP)
print(button.value(), spare.value())
