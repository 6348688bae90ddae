#- /pull_down.py board:nodemcuv2
from machine import Pin

button = Pin(14, Pin.IN, Pin.PULL_DOWN)
#            ^^ error[missing-pull-up]: the NodeMCU 1.0 has no internal pull-downs
#                            ^^^^^^^^^ error[unknown-module-member]: machine.Pin has no PULL_DOWN in micropython-esp8266@1.29
print(button.value())
