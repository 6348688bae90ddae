import time
import esp32
from machine import Pin

CODE = 0xF708FB04  # Address and command, each with its complement.
INTERVAL_MS = {{interval_ms}}

# One tick is a microsecond; the carrier flickers at 38 kHz while the level is high.
{{if esp32}}
sender = esp32.RMT(0, pin=Pin({{led}}), clock_div=80, tx_carrier=(38000, 33, 1))
{{end}}


def send_nec(code):
    pulses = [9000, 4500]
    for bit in range(32):
        pulses += [560, 1690 if code >> bit & 1 else 560]
    pulses.append(560)
    sender.write_pulses(tuple(pulses), 1)


while True:
    send_nec(CODE)
    time.sleep_ms(INTERVAL_MS)
