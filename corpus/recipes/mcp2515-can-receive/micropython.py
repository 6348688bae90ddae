import time
from machine import Pin, {{spi.class}}


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


print("CAN ready" if start_can() else "The controller does not answer")

while True:
    if exchange(0x03, 0x2C, 0)[2] & 0x01:
        frame = exchange(0x90, *bytes(13))[1:]  # Read the first buffer and free it.
        id = frame[0] << 3 | frame[1] >> 5
        data = frame[5 : 5 + min(frame[4] & 0x0F, 8)]
{{adapt}}
        print("Frame 0x{:X}:".format(id), " ".join("{:02X}".format(byte) for byte in data))
{{end}}
    time.sleep_ms(2)
