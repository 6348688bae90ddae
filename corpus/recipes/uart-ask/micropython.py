import time
from machine import UART, Pin

TEXT = "{{text}}"
INTERVAL_MS = {{interval_ms}}

uart = UART({{uart.args}}, baudrate={{baud}})

while True:
    uart.write(TEXT + "\n")
    time.sleep_ms(INTERVAL_MS)
    data = uart.read()
    if data:
        print(data)
