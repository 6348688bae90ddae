{{if fed}}
{{else}}
import time
{{end}}
from machine import Pin

N_DIGITS = 8
BLANK = 0x0F
MINUS = 0x0A
{{if fed}}
{{else}}
STEP_MS = {{step_ms}}
{{end}}

din = Pin({{din}}, Pin.OUT, value=0)
clk = Pin({{clk}}, Pin.OUT, value=0)
cs = Pin({{cs}}, Pin.OUT, value=1)


def write_register(register, value):
    bits = register << 8 | value
    cs.value(0)
    for bit in range(15, -1, -1):
        din.value(bits >> bit & 1)
        clk.value(1)  # The module takes each bit at the rising edge.
        clk.value(0)
    cs.value(1)


def show_number(number):
    """Whole numbers, at the right, without leading zeros."""
    text = "{:8d}".format(int(number))
    for place, character in enumerate(reversed(text[-N_DIGITS:])):
        code = BLANK if character == " " else MINUS if character == "-" else int(character)
        write_register(place + 1, code)


write_register(0x0F, 0)  # No test picture.
write_register(0x09, 0xFF)  # The chip knows the shapes of digits.
write_register(0x0B, 7)  # All eight digits.
write_register(0x0A, 4)  # Brightness, 0 to 15.
write_register(0x0C, 1)  # On.
show_number(0)

{{if fed}}
{{else}}
count = 0
while True:
    time.sleep_ms(STEP_MS)
    count += 1
    show_number(count)
{{end}}
