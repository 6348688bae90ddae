import time
import network
import ntptime
from machine import Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
OFFSET_S = {{offset_hours}} * 3600  # Of the time zone, without its summer time.
ON_TIME = "{{on_time}}"
OFF_TIME = "{{off_time}}"

relay = Pin({{relay}}, Pin.OUT, value=0)


def connect():
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    if not wlan.isconnected():
        wlan.connect(SSID, PASSWORD)
        for _ in range(150):
            if wlan.isconnected():
                break
            time.sleep_ms(100)
        else:
            raise OSError("no Wi-Fi after 15 s")
    return wlan.ifconfig()[0]


def minute_of_day(text):
    """Minutes after midnight of "6:30"."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute or 0)


def is_within(now, begin, end):
    """Also over midnight, as from 22:00 to 6:00."""
    return begin <= now < end if begin <= end else now >= begin or now < end


connect()
ntptime.settime()  # Universal time.

while True:
    hour, minute = time.localtime(time.time() + OFFSET_S)[3:5]
    relay.value(is_within(hour * 60 + minute, minute_of_day(ON_TIME), minute_of_day(OFF_TIME)))
    time.sleep(1)
