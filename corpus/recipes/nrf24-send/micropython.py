import time
from machine import Pin, {{spi.class}}
from nrf24l01 import NRF24L01

ADDRESS = b"node1"
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

spi = {{spi.class}}({{spi.args}})
radio = NRF24L01(spi, Pin({{cs}}, Pin.OUT, value=1), Pin({{ce}}, Pin.OUT, value=0), payload_size=32)
radio.open_tx_pipe(ADDRESS)
radio.stop_listening()


def send_packet(text):
    """A packet holds 32 bytes at most."""
    data = text.encode()[:32]
    try:
        radio.send(data + bytes(32 - len(data)))
    except OSError:
        print("Lost")


{{if fed}}
{{else}}
count = 0
while True:
    count += 1
    send_packet(str(count))
    time.sleep_ms(INTERVAL_MS)
{{end}}
