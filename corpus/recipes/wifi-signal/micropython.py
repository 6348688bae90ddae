import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
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
wlan = network.WLAN(network.STA_IF)
while True:
{{adapt}}
    print("Signal:", wlan.status("rssi"), "dBm")
{{end}}
    time.sleep_ms(INTERVAL_MS)
