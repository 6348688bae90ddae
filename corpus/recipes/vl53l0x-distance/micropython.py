import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}


class VL53L0X:
    """Single measurements with the settings that the sensor wakes up with."""

    def __init__(self, i2c, address):
        self.i2c = i2c
        self.address = address
        if self._read(0xC0)[0] != 0xEE:
            raise OSError("no VL53L0X at this address")
        self._write(0x89, self._read(0x89)[0] | 0x01)  # Its pins have 2.8 V, not 1.8 V.
        self._unlock()
        self.stop = self._read(0x91)[0]
        self._lock()

    def _read(self, register, count=1):
        return self.i2c.readfrom_mem(self.address, register, count)

    def _write(self, register, value):
        self.i2c.writeto_mem(self.address, register, bytes((value,)))

    def _unlock(self):
        for register, value in ((0x80, 1), (0xFF, 1), (0x00, 0)):
            self._write(register, value)

    def _lock(self):
        for register, value in ((0x00, 1), (0xFF, 0), (0x80, 0)):
            self._write(register, value)

    def read(self):
        """Distance in millimeters; None when nothing is in reach."""
        self._unlock()
        self._write(0x91, self.stop)
        self._lock()
        self._write(0x00, 0x01)  # Start.
        for _ in range(100):
            if self._read(0x13)[0] & 0x07:
                break
            time.sleep_ms(5)
        else:
            return None
        high, low = self._read(0x1E, 2)
        self._write(0x0B, 0x01)  # Ready for the next one.
        distance = high << 8 | low
        return distance if distance < 2000 else None


i2c = {{i2c.class}}({{i2c.args}})
sensor = VL53L0X(i2c, ADDRESS)

while True:
    distance = sensor.read()
    if distance is None:
        print("Nothing in reach")
    else:
{{adapt}}
        print("Distance: {} mm".format(distance))
{{end}}
    time.sleep_ms(INTERVAL_MS)
