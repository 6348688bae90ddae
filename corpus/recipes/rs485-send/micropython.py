import time
from machine import UART, Pin

INTERVAL_MS = {{interval_ms}}

uart = UART({{uart.args}}, baudrate=9600)
direction = Pin({{direction}}, Pin.OUT, value=0)

while True:
    direction.value(1)
    uart.write("{}\r\n".format(time.ticks_ms() // 1000))
    uart.flush()  # The last bit must be out before the line is let go.
    direction.value(0)
    time.sleep_ms(INTERVAL_MS)
