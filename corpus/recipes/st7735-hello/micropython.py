import time
import framebuf
from machine import Pin, {{spi.class}}

WIDTH = 128
HEIGHT = 160

spi = {{spi.class}}({{spi.args}}, baudrate=8000000)
cs = Pin({{cs}}, Pin.OUT, value=1)
dc = Pin({{dc}}, Pin.OUT)
reset = Pin({{reset}}, Pin.OUT, value=1)


def command(code, data=b""):
    cs.value(0)
    dc.value(0)
    spi.write(bytes((code,)))
    dc.value(1)
    if data:
        spi.write(data)
    cs.value(1)


reset.value(0)
time.sleep_ms(20)
reset.value(1)
time.sleep_ms(150)
command(0x01)  # Software reset.
time.sleep_ms(150)
command(0x11)  # Sleep out.
time.sleep_ms(255)
command(0x3A, b"\x05")  # 16 bits a pixel.
command(0x29)  # On.

# One band after the other: the whole picture would take 40 kB.
BAND = 16
buffer = bytearray(WIDTH * BAND * 2)
band = framebuf.FrameBuffer(buffer, WIDTH, BAND, framebuf.RGB565)


def show_band(top, text, x, y):
    band.fill(0)
    band.text(text, x, y, 0xFFFF)
    command(0x2A, bytes((0, 0, 0, WIDTH - 1)))
    command(0x2B, bytes((0, top, 0, top + BAND - 1)))
    command(0x2C, buffer)


for top in range(0, HEIGHT, BAND):
    show_band(top, "", 0, 0)
{{if fed}}


def show_line(line, text):
    show_band(line * BAND, text, 4, 4)
{{else}}
{{adapt}}
show_band(0, "{{message}}", 4, 4)
{{end}}
{{end}}
