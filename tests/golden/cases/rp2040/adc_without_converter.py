#- /adc_without_converter.py board:pico
from machine import ADC, Pin

light = ADC(Pin(15))
#               ^^ error[analog-read-without-adc]: GPIO15 of the Raspberry Pi Pico has no analog input
print(light.read_u16())
