#- /sleep_whole.py board:rpipicow
import time

time.sleep_us(2500)
