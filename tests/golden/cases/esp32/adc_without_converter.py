#- /adc_without_converter.py board:esp32dev
from machine import ADC, Pin

pot = ADC(Pin(22))
#             ^^ error[analog-read-without-adc]: GPIO22 of the ESP32 DevKitC has no analog input
print(pot.read())
