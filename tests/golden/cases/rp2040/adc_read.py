#- /adc_read.py board:pico
from machine import ADC

pot = ADC(26)
print(pot.read())
#         ^^^^ error[unknown-module-member]: machine.ADC has no read in micropython-rp2@1.29
