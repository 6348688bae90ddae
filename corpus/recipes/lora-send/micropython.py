import time
from machine import Pin, {{spi.class}}

FREQUENCY = {{megahertz}} * 1000000
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

spi = {{spi.class}}({{spi.args}}, baudrate=5000000)
cs = Pin({{cs}}, Pin.OUT, value=1)
reset = Pin({{reset}}, Pin.OUT, value=1)


def write_register(register, *values):
    cs.value(0)
    spi.write(bytes((register | 0x80,) + values))
    cs.value(1)


def read_register(register, count=1):
    data = bytearray(count + 1)
    data[0] = register
    cs.value(0)
    spi.write_readinto(data, data)
    cs.value(1)
    return data[1:]


def start_radio():
    """125 kHz, spreading factor 7, coding rate 4/5; False when the radio does not answer."""
    reset.value(0)
    time.sleep_ms(10)
    reset.value(1)
    time.sleep_ms(10)
    if read_register(0x42)[0] != 0x12:
        return False
    write_register(0x01, 0x80)  # Sleep: only then can LoRa be chosen.
    steps = (FREQUENCY << 8) // 15625  # Of 61.035 Hz
    write_register(0x06, steps >> 16 & 255, steps >> 8 & 255, steps & 255)
    write_register(0x0E, 0x00, 0x00)  # Both buffers begin at 0.
    write_register(0x1D, 0x72, 0x74)
    write_register(0x09, 0x8F)  # 17 dBm.
    write_register(0x01, 0x81)  # Stand by.
    return True


def send_packet(text):
    data = text.encode()
    write_register(0x0D, 0x00)
    write_register(0x00, *data)
    write_register(0x22, len(data))
    write_register(0x12, 0xFF)  # Forget what was reported.
    write_register(0x01, 0x83)  # Transmit.
    for _ in range(500):
        if read_register(0x12)[0] & 0x08:
            return
        time.sleep_ms(2)


print("Radio ready" if start_radio() else "The radio does not answer")

{{if fed}}
{{else}}
{{if asked.message}}
while True:
    send_packet("{{message}}")
{{else}}
count = 0
while True:
    count += 1
    send_packet("{{message}} {}".format(count))
{{end}}
    time.sleep_ms(INTERVAL_MS)
{{end}}
