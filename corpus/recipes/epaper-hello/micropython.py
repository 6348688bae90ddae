import time
import framebuf
from machine import Pin, {{spi.class}}

WIDTH = 128
HEIGHT = 296

spi = {{spi.class}}({{spi.args}}, baudrate=4000000)
cs = Pin({{cs}}, Pin.OUT, value=1)
dc = Pin({{dc}}, Pin.OUT)
reset = Pin({{reset}}, Pin.OUT, value=1)
busy = Pin({{busy}}, Pin.IN)
buffer = bytearray(WIDTH * HEIGHT // 8)
display = framebuf.FrameBuffer(buffer, WIDTH, HEIGHT, framebuf.MONO_HLSB)


def command(code, data=b""):
    cs.value(0)
    dc.value(0)
    spi.write(bytes((code,)))
    dc.value(1)
    if data:
        spi.write(data)
    cs.value(1)


def wait():
    for _ in range(500):
        if not busy.value():
            return
        time.sleep_ms(10)
    raise OSError("the display stays busy")


def show():
    """Sends the picture and lets the display draw it, which takes some seconds."""
    command(0x4E, b"\x00")  # From the first byte of the first line.
    command(0x4F, b"\x00\x00")
    command(0x24, buffer)
    command(0x22, b"\xf7")
    command(0x20)
    wait()


reset.value(0)
time.sleep_ms(10)
reset.value(1)
time.sleep_ms(10)
command(0x12)  # Reset of the SSD1680.
wait()
command(0x01, bytes(((HEIGHT - 1) & 255, (HEIGHT - 1) >> 8, 0)))
command(0x11, b"\x03")  # Left to right, then down.
command(0x44, bytes((0, WIDTH // 8 - 1)))
command(0x45, bytes((0, 0, (HEIGHT - 1) & 255, (HEIGHT - 1) >> 8)))
command(0x3C, b"\x05")  # White border.
command(0x18, b"\x80")  # Its own thermometer.

display.fill(1)
{{adapt}}
display.text("{{message}}", 4, 4, 0)
{{end}}
show()
command(0x10, b"\x01")  # Deep sleep: the picture stays.
