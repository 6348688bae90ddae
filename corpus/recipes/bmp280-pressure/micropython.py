import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}


class BMP280:
    """Bosch BMP280 with the compensation of its data sheet, section 3.11.3."""

    def __init__(self, i2c, address):
        self.i2c = i2c
        self.address = address
        first = i2c.readfrom_mem(address, 0x88, 24)
        self.t = struct.unpack_from("<Hhh", first, 0)
        self.p = struct.unpack_from("<Hhhhhhhhh", first, 6)
        i2c.writeto_mem(address, 0xF4, b"\x27")  # Temperature and pressure, one sample, keep measuring.

    def read(self):
        """Temperature in °C, pressure in hPa."""
        data = self.i2c.readfrom_mem(self.address, 0xF7, 6)
        raw_p = (data[0] << 12) | (data[1] << 4) | (data[2] >> 4)
        raw_t = (data[3] << 12) | (data[4] << 4) | (data[5] >> 4)

        t1, t2, t3 = self.t
        difference = raw_t / 131072 - t1 / 8192
        fine = (raw_t / 16384 - t1 / 1024) * t2 + difference * difference * t3
        temperature = fine / 5120

        p1, p2, p3, p4, p5, p6, p7, p8, p9 = self.p
        a = fine / 2 - 64000
        b = (a * a * p6 / 32768 + a * p5 * 2) / 4 + p4 * 65536
        a = (1 + (p3 * a * a / 524288 + p2 * a) / 524288 / 32768) * p1
        pressure = (1048576 - raw_p - b / 4096) * 6250 / a if a else 0
        pressure += (p9 * pressure * pressure / 2147483648 + pressure * p8 / 32768 + p7) / 16
        return temperature, pressure / 100


i2c = {{i2c.class}}({{i2c.args}})
sensor = BMP280(i2c, ADDRESS)

while True:
    time.sleep_ms(INTERVAL_MS)
    temperature, pressure = sensor.read()
{{adapt}}
    print("Temperature: {:.1f} C  Pressure: {:.1f} hPa".format(temperature, pressure))
{{end}}
