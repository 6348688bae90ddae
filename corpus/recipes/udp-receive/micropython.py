import socket
import time
import network
from machine import Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
PORT = {{port}}

led = Pin({{led}}, Pin.OUT, value=0)


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
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("0.0.0.0", PORT))

while True:
    data, sender = udp.recvfrom(64)
    led.value(data.startswith(b"1"))
    print(data.decode(), "from", sender[0])
