#- /ticks_diff.py board:nodemcuv2
from time import ticks_diff, ticks_us

start = ticks_us()
print(ticks_diff(ticks_us(), start))
