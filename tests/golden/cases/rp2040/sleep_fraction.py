#- /sleep_fraction.py board:rpipicow
import time

time.sleep_ms(2.5)
#             ^^^ error[fraction-of-milliseconds]: sleep_ms takes a whole number, not 2.5
