import world


class DS18X20:
    def __init__(self, bus):
        self.bus = bus
        self.ready = None

    def scan(self):
        return self.bus.scan()

    def convert_temp(self):
        world.record("DS18X20.convert_temp")
        self.ready = world.now + 750000

    def read_temp(self, rom):
        if self.ready is None or world.now < self.ready:
            return 85.0  # What the sensor holds before its first conversion is over.
        return world.given.get("temperature", 21.5)
