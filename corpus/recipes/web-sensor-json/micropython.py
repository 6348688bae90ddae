{{if fed}}
import asyncio
{{else}}
import json
import socket
{{end}}
import time
import network
{{if fed}}
{{else}}
from machine import ADC{{adc_import}}
{{end}}

SSID = "{{ssid}}"
PASSWORD = "{{password}}"

{{if fed}}
body = "{}"
{{else}}
sensor = {{sensor.adc}}
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


{{if fed}}
def keep_reading(text):
    """Kept for the next visitor."""
    global body
    body = text


async def serve(reader, writer):
    await reader.read(1024)
    writer.write("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    print("Open http://" + connect())
    await asyncio.start_server(serve, "0.0.0.0", 80)
    while True:
        await asyncio.sleep(60)


asyncio.run(main())
{{else}}
print("Open http://" + connect())
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 80))
listener.listen(2)

while True:
    client, _ = listener.accept()
    try:
        client.settimeout(5)
        client.recv(1024)
        body = json.dumps({"raw": sensor.read_u16(), "uptime": time.ticks_ms() // 1000})
        client.sendall("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    except OSError:
        pass  # The caller went away.
    finally:
        client.close()
{{end}}
