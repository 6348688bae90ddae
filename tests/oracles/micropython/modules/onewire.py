import world


class OneWireError(Exception):
    pass


class OneWire:
    def __init__(self, pin):
        self.id = pin.id

    def reset(self, required=False):
        world.record("OneWire.reset", self.id)
        return True

    def scan(self):
        world.record("OneWire.scan", self.id)
        return [bytearray(b"\x28\x01\x02\x03\x04\x05\x06\x07"), bytearray(b"\x28\x11\x12\x13\x14\x15\x16\x17")]

    def writebyte(self, value):
        pass

    def readbyte(self):
        return 0

    def write(self, data):
        pass
