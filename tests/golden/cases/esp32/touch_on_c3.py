#- /touch_on_c3.py board:esp32-c3-devkitm-1
from machine import Pin, TouchPad
#                        ^^^^^^^^ error[unknown-module-member]: machine has no TouchPad on the ESP32-C3-DevKitM-1

pad = TouchPad(Pin(4))
#                  ^ error[touch-on-plain-pin]: GPIO4 of the ESP32-C3-DevKitM-1 has no touch channel
print(pad.read())
