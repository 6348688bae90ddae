#- /direction_missing.py board:esp32dev
from machine import Pin

relay = Pin(26)
relay.value(1)
#     ^^^^^ warning[pin-without-direction]: relay has no direction; value changes nothing
