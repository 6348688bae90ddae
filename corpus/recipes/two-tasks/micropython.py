import asyncio
import time
from machine import Pin

BLINK_MS = {{blink_ms}}
PRINT_MS = {{print_ms}}

led = Pin({{led}}, Pin.OUT)


async def blink():
    while True:
        led.value(not led.value())
        await asyncio.sleep_ms(BLINK_MS)


async def report():
    while True:
{{adapt}}
        print("Running for", time.ticks_ms() // 1000, "s")
{{end}}
        await asyncio.sleep_ms(PRINT_MS)


async def main():
    await asyncio.gather(blink(), report())


asyncio.run(main())
