import time
from machine import Pin

led = Pin({{led}}, Pin.OUT, value=0)


def toggle_led():
    led.value(not led.value())


def report():
    print("Uptime", time.ticks_ms() // 1000)


tasks = [[toggle_led, 250, time.ticks_ms()], [report, 1000, time.ticks_ms()]]

while True:
    for task in tasks:
        run, interval, last = task
        if time.ticks_diff(time.ticks_ms(), last) >= interval:
            task[2] = time.ticks_add(last, interval)
            run()
    time.sleep_ms(5)
