import time
from machine import Pin


class Lcd:
    """HD44780 in four-bit mode."""

    def __init__(self, rs, en, data):
        self.rs = Pin(rs, Pin.OUT, value=0)
        self.en = Pin(en, Pin.OUT, value=0)
        self.data = [Pin(pin, Pin.OUT, value=0) for pin in data]
        time.sleep_ms(50)
        for nibble in (3, 3, 3, 2):  # Reset, then four-bit mode.
            self._nibble(nibble)
            time.sleep_ms(5)
        for command in (0x28, 0x0C, 0x06, 0x01):  # Two lines, on, move right, clear.
            self._byte(command, 0)
            time.sleep_ms(2)

    def _nibble(self, bits):
        for i, pin in enumerate(self.data):
            pin.value(bits >> i & 1)
        self.en.value(1)
        time.sleep_us(2)
        self.en.value(0)
        time.sleep_us(50)

    def _byte(self, value, rs):
        self.rs.value(rs)
        self._nibble(value >> 4)
        self._nibble(value & 15)

    def write(self, text, column=0, row=0):
        self._byte(0x80 | (row * 0x40 + column), 0)
        for character in text:
            self._byte(ord(character), 1)


lcd = Lcd({{rs}}, {{en}}, ({{d4}}, {{d5}}, {{d6}}, {{d7}}))
{{if fed}}


def show_line(line, text):
    lcd.write("{:16.16s}".format(text), 0, line % 2)
{{else}}
{{adapt}}
lcd.write("{{message}}")
{{end}}

while True:
    lcd.write("{:5d}".format(time.ticks_ms() // 1000), 0, 1)
    time.sleep(1)
{{end}}
