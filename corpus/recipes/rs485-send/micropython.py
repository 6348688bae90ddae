{{if fed}}
{{else}}
import time
{{end}}
from machine import UART, Pin

{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

uart = UART({{uart.args}}, baudrate=9600)
direction = Pin({{direction}}, Pin.OUT, value=0)


def send_line(text):
    direction.value(1)
    uart.write(text + "\r\n")
    uart.flush()  # The last bit must be out before the line is let go.
    direction.value(0)


{{if fed}}
{{else}}
while True:
    send_line(str(time.ticks_ms() // 1000))
    time.sleep_ms(INTERVAL_MS)
{{end}}
