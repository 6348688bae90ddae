#- /adc.py board:pico
from machine import ADC, Pin

pot = ADC(Pin(26))
by_channel = ADC(1)
thermometer = ADC(4)
print(pot.read_u16(), by_channel.read_u16(), thermometer.read_u16())
