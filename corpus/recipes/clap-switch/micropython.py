import time
from machine import Pin

QUIET_MS = 80  # One clap makes many edges.
PAIR_MS = 600  # The second clap comes within this.

sound = Pin({{sound}}, Pin.IN)
relay = Pin({{relay}}, Pin.OUT, value=0)
last_sound = first_clap = time.ticks_ms()
claps = 0

while True:
    now = time.ticks_ms()
    if sound.value():
        if time.ticks_diff(now, last_sound) >= QUIET_MS:
            claps = claps + 1 if time.ticks_diff(now, first_clap) <= PAIR_MS else 1
            if claps == 1:
                first_clap = now
            else:
                claps = 0
                relay.value(not relay.value())
        last_sound = now
    time.sleep_ms(1)
