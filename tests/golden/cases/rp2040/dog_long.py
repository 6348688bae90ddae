#- /dog_long.py board:rpipicow
from machine import WDT

MINUTE = 60000
wdt = WDT(timeout=MINUTE)
#                 ^^^^^^ error[watchdog-timeout]: the watchdog counts 8388 ms at most, not 60000
