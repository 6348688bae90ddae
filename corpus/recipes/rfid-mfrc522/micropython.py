import time
from machine import Pin, {{spi.class}}

{{if asked.uid}}
# The one card that counts.
UID = bytes.fromhex("{{uid}}".replace(" ", "").replace(":", ""))
{{end}}

spi = {{spi.class}}({{spi.args}}, baudrate=2500000)
cs = Pin({{cs}}, Pin.OUT, value=1)
reset = Pin({{reset}}, Pin.OUT, value=1)


def write_register(register, value):
    cs.value(0)
    spi.write(bytes((register << 1, value)))
    cs.value(1)


def read_register(register):
    data = bytearray((register << 1 | 0x80, 0))
    cs.value(0)
    spi.write_readinto(data, data)
    cs.value(1)
    return data[1]


def exchange(data, last_bits=0):
    """Sends bytes to the card and gives its answer, or None."""
    write_register(0x01, 0x00)  # Idle.
    write_register(0x04, 0x7F)  # Forget what was reported.
    write_register(0x0A, 0x80)  # Empty the buffer.
    for byte in data:
        write_register(0x09, byte)
    write_register(0x01, 0x0C)  # Send and receive.
    write_register(0x0D, 0x80 | last_bits)
    for _ in range(20):
        flags = read_register(0x04)
        if flags & 0x30:  # An answer, or the end of the wait below.
            break
        time.sleep_ms(1)
    write_register(0x0D, 0x00)
    if not flags & 0x20 or read_register(0x06) & 0x13:
        return None
    return bytes([read_register(0x09) for _ in range(read_register(0x0A))])


def read_card():
    """The number of the card in front of the reader, or None."""
    if exchange(b"\x26", 7) is None:  # Is somebody there? Seven bits.
        return None
    answer = exchange(b"\x93\x20")  # Whose number is what?
    if answer is None or len(answer) != 5:
        return None
    check = 0
    for byte in answer:
        check ^= byte
    return answer[:4] if check == 0 else None


reset.value(0)
time.sleep_ms(1)
reset.value(1)
time.sleep_ms(50)
for register, value in ((0x2A, 0x8D), (0x2B, 0x3E), (0x2C, 0x00), (0x2D, 0x1E), (0x15, 0x40), (0x11, 0x3D)):
    write_register(register, value)  # A wait of 15 ms, full modulation, the checksum of the cards.
write_register(0x14, read_register(0x14) | 0x03)  # Antenna on.

while True:
    number = read_card()
{{if asked.uid}}
    if number and number != UID:
        print("Another card")
        time.sleep_ms(500)
    elif number:
{{else}}
    if number:
{{end}}
{{out}}
        print("Card:", " ".join("{:02X}".format(byte) for byte in number))
{{end}}
        time.sleep_ms(500)
    time.sleep_ms(50)
