import time
import network
import ntptime

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
{{if asked.offset_hours}}
OFFSET_S = {{offset_hours}} * 3600
{{else}}
OFFSET_S = {{zone_hours}} * 3600  # Of the time zone, without its summer time.
{{end}}
INTERVAL_MS = {{interval_ms}}


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


connect()
ntptime.settime()  # Universal time.

while True:
    hour, minute, second = time.localtime(time.time() + OFFSET_S)[3:6]
    text = "{:02d}:{:02d}:{:02d}".format(hour, minute, second)
{{adapt}}
    print(text)
{{end}}
    time.sleep_ms(INTERVAL_MS)
