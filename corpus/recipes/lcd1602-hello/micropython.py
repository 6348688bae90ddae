import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}


class Lcd:
    """HD44780 in 4-bit mode behind a PCF8574: bit 0 RS, bit 2 enable, bit 3 backlight, bits 4 to 7 data."""

    def __init__(self, i2c, address):
        self.i2c = i2c
        self.address = address
        time.sleep_ms(50)
        for nibble in (0x30, 0x30, 0x30, 0x20):  # Reset, then 4-bit mode.
            self._nibble(nibble)
            time.sleep_ms(5)
        for command in (0x28, 0x0C, 0x06, 0x01):  # Two lines, on, move right, clear.
            self._byte(command, 0)
            time.sleep_ms(2)

    def _nibble(self, bits):
        self.i2c.writeto(self.address, bytes((bits | 0x0C, bits | 0x08)))

    def _byte(self, value, rs):
        self._nibble((value & 0xF0) | rs)
        self._nibble((value << 4) & 0xF0 | rs)

    def write(self, text, column=0, row=0):
        self._byte(0x80 | (row * 0x40 + column), 0)
        for character in text:
            self._byte(ord(character), 1)


i2c = {{i2c.class}}({{i2c.args}})
lcd = Lcd(i2c, ADDRESS)
{{if fed}}

def show_line(line, text):
    lcd.write((text + " " * 16)[:16], 0, line % 2)
{{else}}
lcd.write("{{message}}")
{{if asked.second_line}}
lcd.write("{{second_line}}", 0, 1)
{{else}}

while True:
    seconds = time.ticks_ms() // 1000
{{adapt}}
    lcd.write("Up {} s".format(seconds), 0, 1)
{{end}}
    time.sleep(1)
{{end}}
{{end}}
