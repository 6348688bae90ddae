#- /input_only.py board:esp32dev
from machine import Pin

RELAY_PIN = 35

relay = Pin(RELAY_PIN, Pin.OUT)
#           ^^^^^^^^^ error[input-only-pin-driven]: GPIO35 of the ESP32 DevKitC is input-only: Pin cannot drive it
relay.on()
