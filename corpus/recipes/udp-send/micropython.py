import socket
import time
import network
{{if fed}}
{{else}}
from machine import ADC{{adc_import}}
{{end}}

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
HOST = "{{host}}"
PORT = {{port}}
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
{{end}}
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


def send_packet(text):
    try:
        udp.sendto(text.encode(), (HOST, PORT))
    except OSError:
        connect()


connect()
{{if fed}}
{{else}}
while True:
    send_packet(str(sensor.read_u16()))
    time.sleep_ms(INTERVAL_MS)
{{end}}
