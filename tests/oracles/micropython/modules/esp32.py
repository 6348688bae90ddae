import world

WAKEUP_ALL_LOW = False
WAKEUP_ANY_HIGH = True
HEAP_DATA = 4


class NVS:
    kept = {}

    def __init__(self, namespace):
        self.namespace = namespace

    def get_i32(self, key):
        if (self.namespace, key) not in NVS.kept:
            raise OSError(-4354)
        return NVS.kept[(self.namespace, key)]

    def set_i32(self, key, value):
        world.record("NVS.set_i32", key, value)
        NVS.kept[(self.namespace, key)] = value

    def get_blob(self, key, buffer):
        data = self.get_i32(key)
        buffer[: len(data)] = data
        return len(data)

    def set_blob(self, key, value):
        world.record("NVS.set_blob", key, value)
        NVS.kept[(self.namespace, key)] = bytes(value, "utf-8") if isinstance(value, str) else bytes(value)

    def erase_key(self, key):
        NVS.kept.pop((self.namespace, key), None)

    def commit(self):
        world.record("NVS.commit")


class RMT:
    def __init__(self, channel=None, *, pin, clock_div=8, resolution_hz=0, idle_level=False, tx_carrier=None, num_symbols=None):
        self.id = pin.id
        world.record("RMT", pin, tx_carrier)

    def write_pulses(self, duration, data=True):
        world.record("RMT.write_pulses", self.id, len(duration) if hasattr(duration, "__len__") else duration)

    def wait_done(self, *, timeout=0):
        return True

    def loop(self, enable):
        pass

    def deinit(self):
        pass


class PCNT:
    RISING = 1
    FALLING = 2
    INCREMENT = 1
    DECREMENT = 2
    IGNORE = 0
    HOLD = 2
    REVERSE = 1
    NORMAL = 0
    IRQ_ZERO = 64

    def __init__(self, id, **settings):
        world.record("PCNT", id, *sorted(settings))

    def init(self, **settings):
        world.record("PCNT.init", *sorted(settings))

    def start(self):
        world.record("PCNT.start")

    def stop(self):
        pass

    def value(self, value=None):
        world.record("PCNT.value")
        return 123


def wake_on_ext0(pin, level):
    world.record("wake_on_ext0", pin, level)


def wake_on_ext1(pins, level):
    world.record("wake_on_ext1", *pins)


def wake_on_gpio(pins, level):
    world.record("wake_on_gpio", *pins)


def wake_on_touch(wake):
    world.record("wake_on_touch", wake)


def gpio_deep_sleep_hold(hold):
    world.record("gpio_deep_sleep_hold", hold)


def mcu_temperature():
    return 42


def raw_temperature():
    return 110


def idf_heap_info(kind):
    return [(200000, 100000, 90000, 80000)]


class Partition:
    RUNNING = 1
    BOOT = 0
    TYPE_APP = 0

    def __init__(self, id, *arguments):
        pass

    def info(self):
        return (0, 16, 0x10000, 0x180000, "factory", False)

    @staticmethod
    def mark_app_valid_cancel_rollback():
        world.record("Partition.mark_app_valid")
