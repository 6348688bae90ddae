import socket
import time
import network
from machine import Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"

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


def page():
    state = "on" if led.value() else "off"
    return "<!DOCTYPE html><h1>LED is {}</h1><p><a href='/on'>on</a> <a href='/off'>off</a>".format(state)


print("Open http://" + connect())
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
            led.value(1)
        elif request.startswith(b"GET /off "):
            led.value(0)
        client.sendall("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    except OSError:
        pass  # The browser went away.
    finally:
        client.close()
