import world

FLAG_READ = 2
FLAG_WRITE_NO_RESPONSE = 4
FLAG_WRITE = 8
FLAG_NOTIFY = 16


class UUID:
    def __init__(self, value):
        self.value = value

    def __bytes__(self):
        return bytes((self.value & 255, self.value >> 8)) if isinstance(self.value, int) else bytes(16)


class BLE:
    def __init__(self):
        self.handler = None
        self.values = {}

    def active(self, is_active=None):
        world.record("BLE.active", is_active)
        return True

    def config(self, *what, **settings):
        world.record("BLE.config", *sorted(settings))

    def irq(self, handler):
        self.handler = handler
        # A central connects, writes, and leaves.
        world.later(world.now + 500000, lambda: handler(1, (64, 0, b"\x01\x02\x03\x04\x05\x06")))
        world.later(world.now + 900000, self._write)
        world.later(world.now + 2500000, lambda: handler(2, (64, 0, b"\x01\x02\x03\x04\x05\x06")))

    def _write(self):
        if self.values:
            handle = max(self.values)
            self.values[handle] = world.given.get("ble", "on").encode()
            self.handler(3, (64, handle))

    def gatts_register_services(self, services):
        handle = 10
        found = []
        for _, characteristics in services:
            row = []
            for _ in characteristics:
                handle += 3
                self.values[handle] = b""
                row.append(handle)
            found.append(tuple(row))
        world.record("BLE.gatts_register_services", len(services))
        return tuple(found)

    def gatts_write(self, handle, data, send_update=False):
        world.record("BLE.gatts_write", handle, data)

    def gatts_read(self, handle):
        return self.values.get(handle, b"")

    def gatts_notify(self, connection, handle, data=None):
        world.record("BLE.gatts_notify", handle, data or b"")

    def gatts_set_buffer(self, handle, length, append=False):
        pass

    def gap_advertise(self, interval_us, adv_data=None, *, resp_data=None, connectable=True):
        if adv_data is not None and len(adv_data) > 31:
            raise ValueError("advertising payload too large")
        world.record("BLE.gap_advertise", interval_us, adv_data or b"")

    def gap_scan(self, duration_ms, interval_us=1280000, window_us=11250, active=False):
        world.record("BLE.gap_scan", duration_ms)
        handler = self.handler
        if handler and duration_ms is not None:
            world.later(world.now + 300000, lambda: handler(5, (0, b"\x01\x02\x03\x04\x05\x06", 0, -60, b"\x02\x01\x06\x05\x09Lamp")))
            if duration_ms:
                world.later(world.now + duration_ms * 1000, lambda: handler(6, None))

    def gap_connect(self, kind, address, *arguments):
        world.record("BLE.gap_connect", address)
