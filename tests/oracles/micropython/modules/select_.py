import sys_
import world

POLLIN = 1
POLLOUT = 4
POLLERR = 8
POLLHUP = 16


def _is_ready(source):
    return sys_.has_input() if source is sys_.module.stdin else source._is_ready()


class poll:
    def __init__(self):
        self.sources = {}

    def register(self, source, events=POLLIN):
        self.sources[source] = events

    def unregister(self, source):
        self.sources.pop(source, None)

    modify = register

    def poll(self, timeout=-1):
        end = world.limit + 1 if timeout is None or timeout < 0 else world.now + timeout * 1000
        while True:
            ready = [(source, POLLIN) for source in self.sources if _is_ready(source)]
            if ready or world.now >= end:
                world.advance(10)
                return ready
            world.advance(1000)

    ipoll = poll


def select(read, write, error, timeout=None):
    poller = poll()
    for source in read:
        poller.register(source)
    return [source for source, _ in poller.poll(-1 if timeout is None else int(timeout * 1000))], list(write), []
