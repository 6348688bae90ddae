import world


class PIO:
    IN_LOW = 0
    IN_HIGH = 1
    OUT_LOW = 2
    OUT_HIGH = 3
    SHIFT_LEFT = 0
    SHIFT_RIGHT = 1
    JOIN_NONE = 0
    JOIN_TX = 1
    JOIN_RX = 2


def asm_pio(**settings):
    """A program for the state machines; the assembler itself is not run."""
    return lambda function: function


class StateMachine:
    def __init__(self, id, program=None, freq=-1, **settings):
        self.id = id
        world.record("StateMachine", id, freq, *["{}={}".format(name, world.shown(value)) for name, value in sorted(settings.items())])

    def active(self, is_active=None):
        world.record("StateMachine.active", self.id, is_active)

    def put(self, value, shift=0):
        world.record("StateMachine.put", self.id, value if isinstance(value, int) else len(value))

    def get(self, buffer=None, shift=0):
        world.record("StateMachine.get", self.id)
        return 4294967295 - 500

    def rx_fifo(self):
        return 1

    def tx_fifo(self):
        return 0

    def exec(self, instruction):
        world.record("StateMachine.exec", self.id, instruction)

    def irq(self, handler=None, trigger=0, hard=False):
        pass

    def restart(self):
        pass


def bootsel_button():
    return 0


def country(code=None):
    pass
