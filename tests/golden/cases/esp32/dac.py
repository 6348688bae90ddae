#- /dac.py board:esp32dev
from machine import DAC, Pin

left = DAC(Pin(25))
right = DAC(Pin(33))
#               ^^ error[dac-on-plain-pin]: GPIO33 of the ESP32 DevKitC has no DAC
left.write(128)
right.write(128)
