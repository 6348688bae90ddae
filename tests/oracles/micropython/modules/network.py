import world

STA_IF = 0
AP_IF = 1
STAT_IDLE = 0
STAT_CONNECTING = 1
STAT_GOT_IP = 3
AUTH_OPEN = 0
AUTH_WPA_WPA2_PSK = 4
AUTH_WPA2_PSK = 3


class WLAN:
    IF_STA = 0
    IF_AP = 1
    SEC_OPEN = 0
    SEC_WPA2 = 3
    SEC_WPA_WPA2 = 4
    PM_NONE = 0
    PM_PERFORMANCE = 1
    joined = None

    def __init__(self, interface=0):
        self.interface = interface
        self.is_active = False
        world.record("WLAN", interface)

    def active(self, is_active=None):
        if is_active is None:
            return self.is_active
        world.record("WLAN.active", self.interface, bool(is_active))
        self.is_active = bool(is_active)

    def connect(self, ssid=None, password=None, *, bssid=None):
        if not self.is_active:
            raise OSError("Wifi Not Started")
        world.record("WLAN.connect", ssid, password)
        WLAN.joined = world.now + 1000000

    def disconnect(self):
        world.record("WLAN.disconnect")
        WLAN.joined = None

    def isconnected(self):
        world.advance(100)
        if self.interface == 1:
            return self.is_active
        lost = world.given.get("wifi_lost", ())
        is_lost = any(start * 1000 <= world.now < end * 1000 for start, end in lost)
        return WLAN.joined is not None and world.now >= WLAN.joined and not is_lost

    def status(self, what=None):
        world.advance(100)
        return -61 if what == "rssi" else ["aa"] if what == "stations" else 3 if self.isconnected() else 1

    def ifconfig(self, settings=None):
        if settings is not None:
            world.record("WLAN.ifconfig", settings)
        return ("192.168.4.1" if self.interface else "192.168.1.42", "255.255.255.0", "192.168.1.1", "192.168.1.1")

    def ipconfig(self, what=None, **settings):
        return ("192.168.1.42", "255.255.255.0")

    def config(self, what=None, **settings):
        if what == "mac":
            return b"\x24\x0a\xc4\x12\x34\x56"
        if what is not None:
            return 6 if what == "channel" else "network"
        world.record("WLAN.config", *sorted("{}={}".format(name, value) for name, value in settings.items()))

    def scan(self):
        world.record("WLAN.scan")
        world.advance(2000000)
        return [(b"Attic", b"\x01\x02\x03\x04\x05\x06", 6, -61, 3, False), (b"Cafe", b"\x01\x02\x03\x04\x05\x07", 11, -80, 0, False)]


def hostname(name=None):
    world.record("network.hostname", name)
    return name or "mpy"


def country(code=None):
    world.record("network.country", code)
