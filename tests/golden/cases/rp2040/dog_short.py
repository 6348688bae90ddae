#- /dog_short.py board:rpipicow
from machine import WDT

wdt = WDT(timeout=5000)
