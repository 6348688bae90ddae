import time
from machine import Pin, {{spi.class}}
from nrf24l01 import NRF24L01

ADDRESS = b"node1"

spi = {{spi.class}}({{spi.args}})
radio = NRF24L01(spi, Pin({{cs}}, Pin.OUT, value=1), Pin({{ce}}, Pin.OUT, value=0), payload_size=32)
radio.open_rx_pipe(1, ADDRESS)
radio.start_listening()

while True:
    while radio.any():
        print("Received:", radio.recv().rstrip(b"\x00"))
    time.sleep_ms(10)
