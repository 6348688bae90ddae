import socket
import time
import network
from machine import Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"  # At least eight characters.

output = Pin({{led}}, Pin.OUT, value=0)


def open_network():
    ap = network.WLAN(network.AP_IF)
{{if rp2040}}
    ap.config(ssid=SSID, password=PASSWORD)
    ap.active(True)
{{else}}
    ap.active(True)
    ap.config(ssid=SSID, password=PASSWORD, security=network.WLAN.SEC_WPA_WPA2)
{{end}}
    while not ap.active():
        time.sleep_ms(100)
    return ap.ifconfig()[0]


def page():
    state = "on" if output.value() else "off"
    return "<!DOCTYPE html><h1>Output is {}</h1><p><a href='/on'>on</a> <a href='/off'>off</a>".format(state)


print("Open http://" + open_network())
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 80))
listener.listen(2)

while True:
    client, _ = listener.accept()
    try:
        client.settimeout(5)
        request = client.recv(1024)
        if request.startswith(b"GET /on "):
            output.value(1)
        elif request.startswith(b"GET /off "):
            output.value(0)
        client.sendall("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    except OSError:
        pass  # The browser went away.
    finally:
        client.close()
