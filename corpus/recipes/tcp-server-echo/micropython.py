import socket
import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
PORT = {{port}}


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


print(connect())
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", PORT))
listener.listen(1)

while True:
    client, address = listener.accept()
    try:
        client.settimeout(60)
        while True:
            data = client.recv(256)
            if not data:
                break
            client.sendall(data)
    except OSError:
        pass  # The caller went away.
    finally:
        client.close()
