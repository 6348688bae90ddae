# board: pico
# Writes what two sensors say to a file every minute and keeps the file short.
from machine import ADC, I2C, Pin
import os
import time

FILE = "log.csv"
MOST_BYTES = 20000
ADDRESS = 0x48

i2c = I2C(0, sda=Pin(4), scl=Pin(5), freq=400000)
battery = ADC(Pin(27))
led = Pin(25, Pin.OUT)


def read_temperature():
    data = i2c.readfrom_mem(ADDRESS, 0x00, 2)
    raw = (data[0] << 8 | data[1]) >> 4
    return raw * 0.0625


def read_battery():
    return battery.read_u16() * 3.3 / 65535 * 2


def append(line):
    try:
        if os.stat(FILE)[6] > MOST_BYTES:
            os.remove(FILE)
    except OSError:
        pass
    with open(FILE, "a") as file:
        file.write(line + "\n")


devices = i2c.scan()
print("devices:", [hex(device) for device in devices])

while True:
    led.value(1)
    line = "{:.2f},{:.2f}".format(read_temperature(), read_battery())
    append(line)
    print(line)
    led.value(0)
    time.sleep(60)
