import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
CHANNEL = 0

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x00, b"\x10")  # Sleep, to set the frequency.
i2c.writeto_mem(ADDRESS, 0xFE, b"\x79")  # 50 Hz.
i2c.writeto_mem(ADDRESS, 0x00, b"\x20")  # Run, registers one after the other.
time.sleep_ms(1)


def write_angle(channel, angle):
    # 20 ms have 4096 steps: 102 to 512 are 0.5 ms to 2.5 ms.
    i2c.writeto_mem(ADDRESS, 0x06 + 4 * channel, struct.pack("<HH", 0, 102 + angle * 410 // 180))


while True:
    for angle in (0, 180):
        write_angle(CHANNEL, angle)
        time.sleep_ms(INTERVAL_MS)
