#- /dog_fixed.py board:d1_mini
from machine import WDT

wdt = WDT(timeout=1000)
#                 ^^^^ error[watchdog-timeout]: the time of this watchdog is fixed
