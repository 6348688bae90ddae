import time
import bluetooth

NAME = "{{name}}"
INTERVAL_MS = {{interval_ms}}

ble = bluetooth.BLE()
ble.active(True)


def advertise(value):
    name = NAME.encode()[:16]
    flags = b"\x02\x01\x06"
    named = bytes((len(name) + 1, 9)) + name
    maker = b"\x04\xff\xff\xff" + bytes((value & 255,))  # 0xFFFF: for tests.
    ble.gap_advertise(100000, flags + named + maker, connectable=False)


while True:
    advertise(time.ticks_ms() // 1000)
    time.sleep_ms(INTERVAL_MS)
