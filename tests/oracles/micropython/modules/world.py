"""The world that a program meets: virtual time, what stands at its pins and on its buses, and a record of what it did."""

import sys


class Stop(BaseException):
    """The time is over, or the program put the chip to sleep."""


now = 0  # Microseconds since power-on.
limit = 0
given = {}
events = []  # (time, order, function), sorted.
order = 0
is_busy = False
levels = {}  # Pin → level from outside.
handlers = {}  # Pin → (trigger, function).
calls = {}  # Call as text → how often.
edges = {}  # Pin → [[ms, level], …].
sent = []
threads = []


def start(world):
    global given, limit
    given = world
    limit = int(world["ms"] * 1000)
    for pin, level, at in world.get("inputs", ()):
        if at <= 0:
            levels[pin] = level
        else:
            later(int(at * 1000), lambda pin=pin, level=level: set_input(pin, level))


def rewind():
    global now
    now = 0
    del events[:]


def replace():
    """Puts stand-ins where the real modules of this build would be found."""
    import asyncio_, os_, select_, sys_, time_

    for names, module in ((("asyncio", "uasyncio"), asyncio_), (("os", "uos", "vfs"), os_.module), (("select", "uselect"), select_), (("sys", "usys"), sys_.module), (("time", "utime"), time_)):
        for name in names:
            sys.modules[name] = module


def later(at, function):
    global order
    order += 1
    events.append((at, order, function))
    events.sort(key=lambda event: event[:2])


def advance(microseconds):
    """Time passes; what falls into it happens."""
    global now, is_busy
    if is_busy:
        now += 1
        return
    end = now + max(1, int(microseconds))
    while events and events[0][0] <= min(end, limit):
        at, _, function = events.pop(0)
        now = max(now, at)
        is_busy = True
        try:
            function()
        finally:
            is_busy = False
    now = max(now, end)
    if now > limit:
        raise Stop("the time is over")


def set_input(pin, level):
    before = levels.get(pin)
    levels[pin] = level
    trigger, handler, itself = handlers.get(pin, (0, None, None))
    if handler and before != level and trigger & (1 if level else 2):
        handler(itself)


def shown(value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        data = bytes(value)
        return "".join("{:02x}".format(byte) for byte in data[:48])
    return str(getattr(value, "id", value))


def record(name, *arguments):
    call = " ".join([name] + [shown(argument) for argument in arguments])
    if call in calls or len(calls) < 3000:
        calls[call] = calls.get(call, 0) + 1
    advance(2)


def edge(pin, level):
    changes = edges.setdefault(str(pin), [])
    if (not changes or changes[-1][1] != level) and len(changes) < 3000:
        changes.append([now / 1000, level])


def result():
    return {"calls": calls, "edges": edges, "sent": "".join(sent), "ms": now / 1000}
