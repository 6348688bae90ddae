import time
import network
import requests

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
URL = "{{url}}"
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


while True:
    try:
        connect()
        response = requests.get(URL)
        document = response.json()
        response.close()
        print("Temperature:", document["temperature"])
    except (OSError, ValueError, KeyError) as error:
        print("No value:", error)
    time.sleep_ms(INTERVAL_MS)
