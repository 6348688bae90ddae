import time
import network
import webrepl

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
HOSTNAME = "{{hostname}}"


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


network.hostname(HOSTNAME)  # Before connecting.
print(connect())
webrepl.start(password="boardwise")  # Files and a prompt over the network.
