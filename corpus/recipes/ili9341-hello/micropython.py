import time
import framebuf
from machine import Pin, {{spi.class}}

WIDTH = 320
HEIGHT = 240
BAND = 16

spi = {{spi.class}}({{spi.args}}, baudrate=10000000)
cs = Pin({{cs}}, Pin.OUT, value=1)
dc = Pin({{dc}}, Pin.OUT)
reset = Pin({{reset}}, Pin.OUT, value=1)
# One band after the other: the whole picture would take 150 kB.
buffer = bytearray(WIDTH * BAND * 2)
band = framebuf.FrameBuffer(buffer, WIDTH, BAND, framebuf.RGB565)


def command(code, data=b""):
    cs.value(0)
    dc.value(0)
    spi.write(bytes((code,)))
    dc.value(1)
    if data:
        spi.write(data)
    cs.value(1)


def show_band(top, text, x, y):
    bottom = top + BAND - 1
    band.fill(0)
    band.text(text, x, y, 0xFFFF)
    command(0x2A, bytes((0, 0, (WIDTH - 1) >> 8, (WIDTH - 1) & 255)))
    command(0x2B, bytes((top >> 8, top & 255, bottom >> 8, bottom & 255)))
    command(0x2C, buffer)


reset.value(0)
time.sleep_ms(20)
reset.value(1)
time.sleep_ms(150)
command(0x01)  # Software reset.
time.sleep_ms(150)
command(0x36, b"\x28")  # Wide, blue first.
command(0x3A, b"\x55")  # 16 bits a pixel.
command(0x11)  # Sleep out.
time.sleep_ms(120)
command(0x29)  # On.
for top in range(0, HEIGHT, BAND):
    show_band(top, "", 0, 0)
{{if fed}}


def show_line(line, text):
    show_band(line * BAND, text, 8, 4)
{{else}}
{{adapt}}
show_band(0, "{{message}}", 8, 4)
{{end}}
{{end}}
