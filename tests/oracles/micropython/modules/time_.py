import time as real

import world

EPOCH = 946684800


def _epoch():
    return 0 if world.given["chip"].startswith("rp2") else EPOCH


def sleep(seconds):
    world.advance(seconds * 1000000)


def sleep_ms(milliseconds):
    world.advance(milliseconds * 1000)


def sleep_us(microseconds):
    world.advance(microseconds)


def ticks_ms():
    world.advance(10)
    return (world.now // 1000) & 0x3FFFFFFF


def ticks_us():
    world.advance(10)
    return world.now & 0x3FFFFFFF


def ticks_cpu():
    return ticks_us()


def ticks_diff(new, old):
    return ((new - old + 0x20000000) & 0x3FFFFFFF) - 0x20000000


def ticks_add(ticks, delta):
    return (ticks + delta) & 0x3FFFFFFF


def time():
    world.advance(10)
    return world.given.get("time", 1767225600) - _epoch() + world.now // 1000000  # 2026-01-01


def time_ns():
    return time() * 1000000000


def localtime(seconds=None):
    return real.localtime((time() if seconds is None else seconds) + _epoch())[:8]


gmtime = localtime


def mktime(when):
    return int(real.mktime(when)) - _epoch()
