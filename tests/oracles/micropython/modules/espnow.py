import world


class ESPNow:
    def __init__(self):
        self.peers = []

    def active(self, flag=None):
        world.record("ESPNow.active", flag)
        return True

    def add_peer(self, mac, *arguments, **settings):
        if len(mac) != 6:
            raise ValueError("ESPNow: bytes or bytearray wrong length")
        self.peers.append(mac)
        world.record("ESPNow.add_peer", mac)

    def send(self, mac, msg=None, sync=True):
        world.record("ESPNow.send", mac)
        world.sent.append(msg if isinstance(msg, str) else bytes(msg).decode())
        return True

    def recv(self, timeout_ms=300000):
        return self.irecv(timeout_ms)

    def irecv(self, timeout_ms=300000):
        waiting = world.given.get("espnow", [])
        end = world.now + timeout_ms * 1000
        while True:
            if waiting and waiting[0][1] * 1000 <= world.now:
                return b"\x01\x02\x03\x04\x05\x06", waiting.pop(0)[0].encode()
            if world.now >= end:
                return None, None
            world.advance(1000)

    def any(self):
        world.advance(100)
        waiting = world.given.get("espnow", [])
        return bool(waiting) and waiting[0][1] * 1000 <= world.now

    def config(self, *what, **settings):
        pass
