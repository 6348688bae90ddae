import os
import time
{{if fed}}
from machine import SDCard, Pin
{{else}}
from machine import ADC, SDCard, Pin
{{end}}

{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}
FILE = "/sd/{{file}}"

{{if fed}}
{{else}}
sensor = {{sensor.adc}}
{{end}}
card = SDCard(slot=2, sck=Pin({{sck}}), mosi=Pin({{mosi}}), miso=Pin({{miso}}), cs=Pin({{cs}}))
os.mount(card, "/sd")


def write_entry(text):
    with open(FILE, "a") as file:
        file.write("{},{}\n".format(time.ticks_ms() // 1000, text))


{{if fed}}
{{else}}
while True:
    write_entry(str(sensor.read_u16()))
    print("Logged")
    time.sleep_ms(INTERVAL_MS)
{{end}}
