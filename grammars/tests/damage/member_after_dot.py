def before():
    return 1


machine.


def after():
    return 2
