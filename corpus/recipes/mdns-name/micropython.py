import socket
import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
NAME = "{{name}}"  # http://{{name}}.local


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


network.hostname(NAME)  # Before connecting; the port answers mDNS by itself.
print(connect())
listener = socket.socket()
listener.bind(("0.0.0.0", 80))
listener.listen(1)

while True:
    client, _ = listener.accept()
    client.recv(1024)
    client.sendall("HTTP/1.0 200 OK\r\n\r\nhello")
    client.close()
