import asyncio
from machine import Pin

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)
led = Pin({{led}}, Pin.OUT, value=0)
pressed = asyncio.Event()


async def watch_button():
    before = 1
    while True:
        state = button.value()
        if state == 0 and before == 1:
            pressed.set()
        before = state
        await asyncio.sleep_ms(20)


async def toggle_led():
    while True:
        await pressed.wait()
        pressed.clear()
        led.value(not led.value())


async def main():
    await asyncio.gather(watch_button(), toggle_led())


asyncio.run(main())
