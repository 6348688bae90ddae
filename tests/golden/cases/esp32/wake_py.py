#- /wake_py.py board:esp32dev
import esp32
from machine import Pin

key = Pin(19, Pin.IN)
esp32.wake_on_ext0(Pin(19, Pin.IN), esp32.WAKEUP_ALL_LOW)
#                  ^^^^^^^^^^^^^^^ error[wake-pin-without-rtc]: GPIO19 cannot wake the chip
