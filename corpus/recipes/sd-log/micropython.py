import os
import time
from machine import ADC, SDCard, Pin

INTERVAL_MS = {{interval_ms}}
FILE = "/sd/log.csv"

sensor = {{sensor.adc}}
card = SDCard(slot=2, sck=Pin({{sck}}), mosi=Pin({{mosi}}), miso=Pin({{miso}}), cs=Pin({{cs}}))
os.mount(card, "/sd")

while True:
    with open(FILE, "a") as file:
        file.write("{},{}\n".format(time.ticks_ms() // 1000, sensor.read_u16()))
    print("Logged")
    time.sleep_ms(INTERVAL_MS)
