import socket
import time
import network
from machine import PWM, Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
PAGE = "<!DOCTYPE html><input type=range max=255 onchange=\"fetch('/set?level='+value)\">"

led = PWM(Pin({{led}}), freq=1000, duty_u16=0)


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


print("Open http://" + connect())
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 80))
listener.listen(2)

while True:
    client, _ = listener.accept()
    try:
        client.settimeout(5)
        request = client.recv(1024).decode()
        if request.startswith("GET /set?level="):
            level = int(request[len("GET /set?level="):].split(" ")[0])
            led.duty_u16(min(255, max(0, level)) * 257)
        client.sendall("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    except (OSError, ValueError):
        pass  # The browser went away, or that was no number.
    finally:
        client.close()
