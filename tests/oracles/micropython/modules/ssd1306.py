import framebuf
import world


class SSD1306(framebuf.FrameBuffer):
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.buffer = bytearray(width * height // 8)
        super().__init__(self.buffer, width, height, framebuf.MONO_VLSB)

    def show(self):
        world.record("SSD1306.show", "lit" if any(self.buffer) else "dark")

    def text(self, text, x, y, color=1):
        world.record("SSD1306.text", text)
        super().text(text, x, y, color)

    def contrast(self, value):
        world.record("SSD1306.contrast", value)

    def invert(self, value):
        world.record("SSD1306.invert", value)

    def poweroff(self):
        world.record("SSD1306.poweroff")

    def poweron(self):
        world.record("SSD1306.poweron")


class SSD1306_I2C(SSD1306):
    def __init__(self, width, height, i2c, addr=0x3C, external_vcc=False):
        super().__init__(width, height)


class SSD1306_SPI(SSD1306):
    def __init__(self, width, height, spi, dc, res, cs, external_vcc=False):
        super().__init__(width, height)
