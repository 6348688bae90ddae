import framebuf
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
WIDTH = 128

i2c = {{i2c.class}}({{i2c.args}})
buffer = bytearray(WIDTH * 8)
display = framebuf.FrameBuffer(buffer, WIDTH, 64, framebuf.MONO_VLSB)


def command(*codes):
    for code in codes:
        i2c.writeto(ADDRESS, bytes((0x00, code)))


def show():
    for page in range(8):
        command(0xB0 + page, 0x02, 0x10)  # The memory is 132 wide: the picture begins at 2.
        i2c.writeto(ADDRESS, b"\x40" + buffer[page * WIDTH : (page + 1) * WIDTH])


command(0xAE, 0xA1, 0xC8, 0x8D, 0x14, 0xAF)  # Off, turned, charge pump, on.
display.fill(0)
{{if fed}}
show()


def show_line(line, text):
    y = line * 10
    display.fill_rect(0, y, WIDTH, 8, 0)
    display.text(text, 0, y)
    show()
{{else}}
{{adapt}}
display.text("{{message}}", 0, 0)
{{end}}
show()
{{end}}
