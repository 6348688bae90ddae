import time
{{if fed}}
{{else}}
from machine import ADC{{adc_import}}
{{end}}

{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}
FILE = "{{file}}"

{{if fed}}
{{else}}
sensor = {{sensor.adc}}
{{end}}


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
