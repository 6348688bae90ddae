import time
from machine import UART, Pin

INTERVAL_MS = {{interval_ms}}
READ_COMMAND = b"\xff\x01\x86\x00\x00\x00\x00\x00\x79"

uart = UART({{uart.args}}, baudrate=9600)

while True:
    uart.write(READ_COMMAND)
    time.sleep_ms(200)
    answer = uart.read(9)
    if answer and len(answer) == 9 and answer[1] == 0x86:
{{adapt}}
        print("CO2:", answer[2] << 8 | answer[3], "ppm")
{{end}}
    else:
        print("The sensor does not answer")
    time.sleep_ms(INTERVAL_MS)
