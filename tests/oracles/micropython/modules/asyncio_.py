"""asyncio over virtual time. A coroutine yields when to go on (microseconds), or a condition to wait for."""

import world

_tasks = []
_current = None


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


class Task:
    def __init__(self, coroutine):
        self.coroutine = coroutine
        self.wake = world.now
        self.condition = None
        self.is_done = False
        self.data = None
        self.error = None
        self.is_cancelled = False

    def done(self):
        return self.is_done

    def cancel(self):
        self.is_cancelled = True
        self.condition = None
        self.wake = world.now
        return True

    def __iter__(self):
        while not self.is_done:
            yield lambda: self.is_done
        if self.error:
            raise self.error
        return self.data


def create_task(coroutine):
    task = Task(coroutine)
    _tasks.append(task)
    return task


def current_task():
    return _current


def _step(task):
    global _current
    _current = task
    try:
        wish = task.coroutine.throw(CancelledError()) if task.is_cancelled else task.coroutine.send(None)
        task.is_cancelled = False
        if callable(wish):
            task.condition = wish
        else:
            task.condition = None
            task.wake = world.now if wish is None else wish
    except StopIteration as end:
        task.is_done, task.data = True, end.value
    except CancelledError as error:
        task.is_done, task.error = True, error
    except Exception as error:
        task.is_done, task.error = True, error
        print("Task exception wasn't retrieved:", repr(error))
    if task.is_done:
        _tasks.remove(task)


def run(coroutine):
    main = create_task(coroutine)
    while not main.is_done:
        ready = [task for task in _tasks if (task.condition() if task.condition else task.wake <= world.now)]
        for task in ready:
            if task in _tasks:
                _step(task)
        if not ready:
            waiting = [task.wake for task in _tasks if not task.condition]
            world.advance(min(max(1, min(waiting) - world.now), 1000) if waiting else 1000)
        else:
            world.advance(5)
    if main.error:
        raise main.error
    return main.data


def sleep(seconds):
    yield world.now + int(seconds * 1000000)


def sleep_ms(milliseconds):
    yield world.now + int(milliseconds * 1000)


def gather(*coroutines, return_exceptions=False):
    tasks = [one if isinstance(one, Task) else create_task(one) for one in coroutines]
    results = []
    for task in tasks:
        results.append((yield from task))
    return results


def wait_for(coroutine, seconds):
    return wait_for_ms(coroutine, seconds * 1000)


def wait_for_ms(coroutine, milliseconds):
    task = create_task(coroutine)
    end = world.now + int(milliseconds * 1000)
    yield lambda: task.is_done or world.now >= end
    if not task.is_done:
        task.cancel()
        raise TimeoutError()
    if task.error:
        raise task.error
    return task.data


class Event:
    def __init__(self):
        self.state = False

    def set(self):
        self.state = True

    def clear(self):
        self.state = False

    def is_set(self):
        return self.state

    def wait(self):
        while not self.state:
            yield lambda: self.state
        return True


class ThreadSafeFlag(Event):
    def wait(self):
        while not self.state:
            yield lambda: self.state
        self.state = False


class Lock:
    def __init__(self):
        self.is_taken = False

    def locked(self):
        return self.is_taken

    def acquire(self):
        while self.is_taken:
            yield lambda: not self.is_taken
        self.is_taken = True
        return True

    def release(self):
        self.is_taken = False

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *error):
        self.release()


class _Loop:
    def create_task(self, coroutine):
        return create_task(coroutine)

    def run_forever(self):
        run(Event().wait())

    def run_until_complete(self, coroutine):
        return run(coroutine)


def get_event_loop():
    return _Loop()


class Stream:
    def __init__(self, source):
        self.source = source
        self.buffer = b""

    def readline(self):
        while not self.source._is_ready():
            yield lambda: self.source._is_ready()
        return self.source.readline()

    def read(self, count=-1):
        while not self.source._is_ready():
            yield lambda: self.source._is_ready()
        return self.source.read(count)

    def write(self, data):
        self.source.write(data)

    def drain(self):
        yield world.now + 1000

    def close(self):
        self.source.close()

    def wait_closed(self):
        yield None

    def get_extra_info(self, name):
        return ("192.168.1.20", 5000)

    awrite = write


StreamReader = StreamWriter = Stream


def start_server(callback, host, port, backlog=5):
    import socket

    world.record("asyncio.start_server", host, port)
    client = socket.socket()
    client._pending = socket._request()
    stream = Stream(client)
    world.later(world.now + 200000, lambda: create_task(callback(stream, stream)))
    yield None
    return stream


def open_connection(host, port, ssl=None):
    import socket

    client = socket.socket()
    client.connect((host, port))
    yield None
    return Stream(client), Stream(client)
