import asyncio
import time
import network
from machine import Pin

SSID = "{{ssid}}"
PASSWORD = "{{password}}"

led = Pin({{led}}, Pin.OUT, value=0)


def connect():
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    wlan.connect(SSID, PASSWORD)
    while not wlan.isconnected():
        time.sleep_ms(100)
    return wlan.ifconfig()[0]


async def serve(reader, writer):
    await reader.readline()
    while (await reader.readline()) not in (b"\r\n", b""):
        pass  # The headers do not matter here.
    writer.write(b"HTTP/1.0 200 OK\r\n\r\nuptime " + str(time.ticks_ms() // 1000).encode())
    await writer.drain()
    writer.close()


async def blink():
    while True:
        led.value(not led.value())
        await asyncio.sleep_ms(500)


async def main():
    print("Open http://" + connect())
    await asyncio.start_server(serve, "0.0.0.0", 80)
    await blink()


asyncio.run(main())
