import struct
import time
from machine import UART, Pin

INTERVAL_MS = {{interval_ms}}
HEADER = b"\xef\x01\xff\xff\xff\xff"

uart = UART({{uart.args}}, baudrate=57600)


def ask(*command):
    """Sends a command; gives the code and the data of the answer, or None."""
    while uart.any():
        uart.read()
    packet = b"\x01" + struct.pack(">H", len(command) + 2) + bytes(command)
    uart.write(HEADER + packet + struct.pack(">H", sum(packet) & 0xFFFF))
    deadline = time.ticks_add(time.ticks_ms(), 1000)
    answer = b""
    while time.ticks_diff(deadline, time.ticks_ms()) > 0:
        answer += uart.read() or b""
        if len(answer) >= 9 and len(answer) >= 9 + (answer[7] << 8 | answer[8]):
            return answer[9], answer[10:-2]
        time.sleep_ms(5)
    return None, b""


while True:
    time.sleep_ms(INTERVAL_MS)
    if ask(0x01)[0] != 0 or ask(0x02, 1)[0] != 0:
        continue  # No finger, or a blurred one.
    code, data = ask(0x04, 1, 0, 0, 0, 200)  # Search places 0 to 199.
    if code == 0:
{{out}}
        print("Finger", data[0] << 8 | data[1])
{{end}}
    else:
        print("Unknown finger")
