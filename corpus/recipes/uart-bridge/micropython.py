import select
import sys
from machine import UART, Pin

uart = UART({{uart.args}}, baudrate=9600)
poll = select.poll()
poll.register(sys.stdin, select.POLLIN)

while True:
    if poll.poll(10):
        uart.write(sys.stdin.read(1))
    data = uart.read()
    if data:
        sys.stdout.write(data.decode())
