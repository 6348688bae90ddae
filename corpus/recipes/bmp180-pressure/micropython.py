import struct
import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}
CALIBRATION_REGISTER = 0xAA

i2c = {{i2c.class}}({{i2c.args}})
calibration = struct.unpack(">hhhHHHhhhhh", i2c.readfrom_mem(ADDRESS, CALIBRATION_REGISTER, 22))
ac1, ac2, ac3, ac4, ac5, ac6, b1, b2, _, mc, md = calibration

while True:
    i2c.writeto_mem(ADDRESS, 0xF4, b"\x2e")
    time.sleep_ms(5)
    ut = struct.unpack(">H", i2c.readfrom_mem(ADDRESS, 0xF6, 2))[0]
    i2c.writeto_mem(ADDRESS, 0xF4, b"\x34")
    time.sleep_ms(5)
    up = struct.unpack(">H", i2c.readfrom_mem(ADDRESS, 0xF6, 2))[0]
    # The data sheet's integer formulas.
    x1 = (ut - ac6) * ac5 >> 15
    x2 = (mc << 11) // (x1 + md)
    b5 = x1 + x2
    temperature = ((b5 + 8) >> 4) / 10
    b6 = b5 - 4000
    x3 = (b2 * (b6 * b6 >> 12) >> 11) + (ac2 * b6 >> 11)
    b3 = (ac1 * 4 + x3 + 2) // 4
    x3 = (ac3 * b6 >> 13) + (b1 * (b6 * b6 >> 12) >> 16)
    b4 = ac4 * (((x3 + 2) >> 2) + 32768) >> 15
    pressure = (up - b3) * 50000 * 2 // b4
    x1 = (pressure >> 8) * (pressure >> 8) * 3038 >> 16
    x2 = -7357 * pressure >> 16
    pressure += (x1 + x2 + 3791) >> 4
{{adapt}}
    print("Temperature: {:.1f} C  Pressure: {:.1f} hPa".format(temperature, pressure / 100))
{{end}}
    time.sleep_ms(INTERVAL_MS)
