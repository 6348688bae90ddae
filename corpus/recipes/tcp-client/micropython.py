import socket
import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
HOST = "{{host}}"
PORT = {{port}}
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}


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


def send_line(text):
    try:
        connect()
        client = socket.socket()
        client.settimeout(5)
        client.connect(socket.getaddrinfo(HOST, PORT)[0][-1])
        client.sendall((text + "\n").encode())
        client.close()
    except OSError as error:
        print("The server does not answer:", error)


{{if fed}}
{{else}}
while True:
    send_line("uptime {}".format(time.ticks_ms() // 1000))
    time.sleep_ms(INTERVAL_MS)
{{end}}
