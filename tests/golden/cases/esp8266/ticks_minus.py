#- /ticks_minus.py board:nodemcuv2
from time import ticks_us

start = ticks_us()
print(ticks_us() - start)
#     ^^^^^^^^^^^^^^^^^^ warning[ticks-subtracted]: this difference goes wrong when the ticks start over
