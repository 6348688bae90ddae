import struct
import time
from machine import UART, Pin

SLAVE = {{slave}}
REGISTER = {{register}}
INTERVAL_MS = {{interval_ms}}

uart = UART({{uart.args}}, baudrate=9600)
direction = Pin({{direction}}, Pin.OUT, value=0)


def crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return struct.pack("<H", crc)


def read_register():
    frame = struct.pack(">BBHH", SLAVE, 3, REGISTER, 1)
    direction.value(1)
    uart.write(frame + crc16(frame))
    uart.flush()
    direction.value(0)
    time.sleep_ms(200)
    answer = uart.read(7)
    if not answer or len(answer) != 7 or crc16(answer[:5]) != answer[5:]:
        return None
    return struct.unpack(">H", answer[3:5])[0]


while True:
    value = read_register()
    if value is None:
        print("The slave does not answer")
    else:
{{adapt}}
        print("Register:", value)
{{end}}
    time.sleep_ms(INTERVAL_MS)
