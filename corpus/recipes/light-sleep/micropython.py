import time
import machine

SLEEP_MS = {{interval_ms}}

naps = 0
while True:
    naps += 1
    print("Nap", naps)
    time.sleep_ms(50)  # Let the text leave.
    machine.lightsleep(SLEEP_MS)
