import sys as real

import world

_pending = [""]


def _arrive():
    while world.given.get("stdin") and world.given["stdin"][0][1] * 1000 <= world.now:
        _pending[0] += world.given["stdin"].pop(0)[0]


def has_input():
    _arrive()
    return bool(_pending[0])


class _In:
    def read(self, count=-1):
        while not has_input():
            world.advance(1000)
        count = len(_pending[0]) if count < 0 else count
        text, _pending[0] = _pending[0][:count], _pending[0][count:]
        return text

    def readline(self):
        line = ""
        while not line.endswith("\n"):
            line += self.read(1)
        return line

    @property
    def buffer(self):
        return self


class _Out:
    def write(self, text):
        print(text if isinstance(text, str) else text.decode(), end="")
        return len(text)

    @property
    def buffer(self):
        return self

    def flush(self):
        pass


class _Sys:
    stdin = _In()
    stdout = _Out()
    modules = real.modules
    path = real.path

    def __getattr__(self, name):
        if name == "platform":
            return "rp2" if world.given["chip"].startswith("rp2") else world.given["chip"][:7] if world.given["chip"] == "esp8266" else "esp32"
        return getattr(real, name)

    def exit(self, code=0):
        raise world.Stop("exit")

    def print_exception(self, error, file=None):
        print(repr(error))


module = _Sys()
