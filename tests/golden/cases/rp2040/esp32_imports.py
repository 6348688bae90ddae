#- /esp32_imports.py board:rpipicow
from machine import Pin, TouchPad, DAC
#                        ^^^^^^^^ error[unknown-module-member]: machine has no TouchPad in micropython-rp2@1.29
#                                  ^^^ error[unknown-module-member]: machine has no DAC in micropython-rp2@1.29
import esp32

pad = TouchPad(Pin(4))
#                  ^ error[touch-on-plain-pin]: GPIO4 of the Raspberry Pi Pico W has no touch channel
