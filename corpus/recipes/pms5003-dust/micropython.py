import struct
import time
from machine import UART, Pin

uart = UART({{uart.args}}, baudrate=9600)
buffer = b""

while True:
    buffer += uart.read() or b""
    start = buffer.find(b"\x42\x4d")
    if start >= 0 and len(buffer) >= start + 32:
        frame = buffer[start : start + 32]
        buffer = buffer[start + 32 :]
        if sum(frame[:30]) == struct.unpack(">H", frame[30:])[0]:
            pm25, pm10 = struct.unpack(">HH", frame[12:16])
{{adapt}}
            print("PM2.5:", pm25, " PM10:", pm10)
{{end}}
    time.sleep_ms(50)
