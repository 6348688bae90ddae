import time
from machine import RTC

rtc = RTC()
# Year, month, day, weekday (0 is Monday), hour, minute, second, 0.
rtc.datetime((2026, 8, 24, 0, 12, 0, 0, 0))

while True:
    year, month, day, _, hour, minute, second, _ = rtc.datetime()
    print("{}-{:02d}-{:02d} {:02d}:{:02d}:{:02d}".format(year, month, day, hour, minute, second))
    time.sleep(1)
