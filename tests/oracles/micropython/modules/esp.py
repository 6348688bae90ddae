import world


def osdebug(level):
    pass


def flash_size():
    return 4194304


def sleep_type(kind=None):
    world.record("esp.sleep_type", kind)
