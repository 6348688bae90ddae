import time
from machine import Pin, {{spi.class}}

CAN_ID = {{can_id}}
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

spi = {{spi.class}}({{spi.args}}, baudrate=8000000)
cs = Pin({{cs}}, Pin.OUT, value=1)


def exchange(*values):
    data = bytearray(values)
    cs.value(0)
    spi.write_readinto(data, data)
    cs.value(1)
    return data


def start_can():
    """500 kbit/s with a crystal of 8 MHz; False when the controller does not answer."""
    exchange(0xC0)  # Reset.
    time.sleep_ms(10)
    for register, value in ((0x2A, 0x00), (0x29, 0x90), (0x28, 0x02)):
        exchange(0x02, register, value)
    is_there = exchange(0x03, 0x29, 0)[2] == 0x90
    exchange(0x02, 0x60, 0x60)  # Receive everything.
    exchange(0x02, 0x0F, 0x00)  # Normal operation.
    return is_there


def send_frame(id, data):
    exchange(0x40, id >> 3, (id & 7) << 5, 0, 0, len(data), *data)  # Fill the first buffer.
    exchange(0x81)  # Send it.


def send_number(number):
    """Four bytes, the highest first."""
    number = int(number)
    send_frame(CAN_ID, bytes((number >> shift & 255 for shift in (24, 16, 8, 0))))


print("CAN ready" if start_can() else "The controller does not answer")

{{if fed}}
{{else}}
while True:
    send_number(time.ticks_ms() // 1000)
    time.sleep_ms(INTERVAL_MS)
{{end}}
