{{if fed}}
{{else}}
import time
{{end}}
from machine import Pin

DIGITS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)

clk = Pin({{clk}}, Pin.OUT, value=1)
dio = Pin({{dio}}, Pin.OUT, value=1)


def send(*values):
    dio.value(0)  # Start.
    for value in values:
        for i in range(8):
            clk.value(0)
            dio.value(value >> i & 1)
            clk.value(1)
        # The module acknowledges; nobody looks.
        clk.value(0)
        dio.init(Pin.IN)
        clk.value(1)
        clk.value(0)
        dio.init(Pin.OUT)
    dio.value(0)  # Stop.
    clk.value(1)
    dio.value(1)


def write(digits):
    send(0x40)  # Data, one digit after the other.
    send(0xC0, *digits)
    send(0x8A)  # On, brightness 2 of 7.


{{if fed}}
def show_number(number):
    """Whole numbers from -999 to 9999, without leading zeros."""
    text = "{:4d}".format(min(9999, max(-999, int(number))))
    write([0x40 if c == "-" else 0 if c == " " else DIGITS[int(c)] for c in text])


show_number(0)
{{else}}
def show(minutes, seconds):
    write((DIGITS[minutes // 10], DIGITS[minutes % 10] | 0x80, DIGITS[seconds // 10], DIGITS[seconds % 10]))


while True:
    seconds = time.ticks_ms() // 1000
    show(seconds // 60 % 100, seconds % 60)
    time.sleep(1)
{{end}}
