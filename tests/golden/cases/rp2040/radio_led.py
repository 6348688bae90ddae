#- /radio_led.py board:rpipico2w
from machine import Pin

led = Pin(25, Pin.OUT)
#         ^^ warning[radio-pin-used]: GPIO25 belongs to the radio of the Raspberry Pi Pico 2 W
#         ^^ hint[unexposed-pin]: GPIO25 is not on a header of the Raspberry Pi Pico 2 W: GPIO23, 24 and 25 are the bus to the radio chip; the board does not bring them out and driving them stops Wi-Fi
led.on()
