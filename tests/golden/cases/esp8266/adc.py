#- /adc.py board:nodemcuv2
from machine import ADC

light = ADC(0)
print(light.read())
