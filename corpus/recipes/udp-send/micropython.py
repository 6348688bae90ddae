import socket
import time
import network
from machine import ADC{{adc_import}}

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
HOST = "{{host}}"
PORT = {{port}}
INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


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
while True:
    try:
        udp.sendto(str(sensor.read_u16()).encode(), (HOST, PORT))
    except OSError:
        connect()
    time.sleep_ms(INTERVAL_MS)
