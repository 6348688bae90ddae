import world

AF_INET = 2
SOCK_STREAM = 1
SOCK_DGRAM = 2
SOL_SOCKET = 1
SO_REUSEADDR = 4
SO_BROADCAST = 32
IPPROTO_IP = 0
IP_ADD_MEMBERSHIP = 3
_served = [0]


def _request():
    return world.given.get("request", "GET /on HTTP/1.1\r\nHost: x\r\n\r\n").encode()


def getaddrinfo(host, port, *arguments):
    world.record("getaddrinfo", host, port)
    return [(AF_INET, SOCK_STREAM, 0, host, ("192.168.1.10", port))]


class socket:
    def __init__(self, family=AF_INET, kind=SOCK_STREAM, protocol=0):
        self.kind = kind
        self.timeout = None
        self._pending = b""

    def _is_ready(self):
        return bool(self._pending) or self._has_caller()

    def _has_caller(self):
        return world.now >= 1200000 + _served[0] * 500000 and _served[0] < 2

    def setsockopt(self, *arguments):
        pass

    def settimeout(self, seconds):
        self.timeout = seconds

    def setblocking(self, does_block):
        self.timeout = None if does_block else 0

    def bind(self, address):
        world.record("socket.bind", address[1])

    def listen(self, backlog=1):
        world.record("socket.listen")

    def connect(self, address):
        world.record("socket.connect", address)
        world.advance(20000)
        self._pending = world.given.get("answer", "HTTP/1.0 200 OK\r\n\r\n{\"temperature\": 21.5}").encode()

    def _wait(self, is_ready):
        end = world.limit + 1 if self.timeout is None else world.now + int(self.timeout * 1000000)
        while not is_ready():
            if world.now >= end:
                raise OSError(11 if self.timeout == 0 else 116)  # EAGAIN, ETIMEDOUT
            world.advance(1000)

    def accept(self):
        world.advance(10)
        self._wait(self._has_caller)
        _served[0] += 1
        client = socket()
        client._pending = _request()
        return client, ("192.168.1.20", 50000)

    def recv(self, count):
        world.advance(50)
        data, self._pending = self._pending[:count], self._pending[count:]
        return data

    def read(self, count=-1):
        return self.recv(len(self._pending) if count < 0 else count)

    def readline(self):
        end = self._pending.find(b"\n")
        return self.recv(end + 1 if end >= 0 else len(self._pending))

    def recvfrom(self, count):
        self._wait(lambda: world.now >= 1500000 and _served[0] == 0)
        _served[0] = 1
        return world.given.get("datagram", "hello").encode(), ("192.168.1.20", 5000)

    def send(self, data):
        world.record("socket.send", len(data))
        world.sent.append(data if isinstance(data, str) else bytes(data).decode("utf-8") if isinstance(data, (bytes, bytearray)) else str(data))
        return len(data)

    sendall = write = send

    def sendto(self, data, address):
        world.record("socket.sendto", *address)
        return self.send(data)

    def makefile(self, *arguments):
        return self

    def close(self):
        world.advance(10)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
