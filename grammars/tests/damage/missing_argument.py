def before():
    return 1


led = Pin(25, )


def after():
    return 2
