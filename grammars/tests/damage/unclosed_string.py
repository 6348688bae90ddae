def before():
    return 1


name = "pico


def after():
    return 2
