def before():
    return 1


def loop():
    machine.


def after():
    return 2
