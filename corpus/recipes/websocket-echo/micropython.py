import asyncio
import binascii
import hashlib
import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
{{if fed}}
{{else}}
INTERVAL_MS = 1000
{{end}}
# Appended to the browser's key, as RFC 6455 wants it.
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

clients = set()


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


def broadcast(text):
    """Sends a text of up to 125 bytes to everybody."""
    data = text.encode()[:125]
    for writer in clients:
        writer.write(bytes((0x81, len(data))) + data)


async def serve(reader, writer):
    key = b""
    while True:
        line = await reader.readline()
        if line.lower().startswith(b"sec-websocket-key:"):
            key = line.split(b":", 1)[1].strip()
        if line in (b"\r\n", b""):
            break
    accept = binascii.b2a_base64(hashlib.sha1(key + GUID).digest()).strip()
    writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
    await writer.drain()
    clients.add(writer)
    try:
        while True:
            head = await reader.readexactly(2)
            length = head[1] & 0x7F
            if head[0] & 0x0F == 0x08 or length > 125:
                break  # Good-bye, or longer than we keep.
            mask = await reader.readexactly(4)
            data = await reader.readexactly(length)
            text = bytes(byte ^ mask[i & 3] for i, byte in enumerate(data))
            writer.write(bytes((0x81, length)) + text)
            await writer.drain()
    except (OSError, EOFError):
        pass  # The browser went away.
    finally:
        clients.discard(writer)
        writer.close()


async def main():
    print("Connect to ws://" + connect() + ":81")
    await asyncio.start_server(serve, "0.0.0.0", 81)
    while True:
{{if fed}}
        await asyncio.sleep(60)
{{else}}
        broadcast(str(time.ticks_ms() // 1000))
        await asyncio.sleep_ms(INTERVAL_MS)
{{end}}


asyncio.run(main())
