def before():
    return 1


def loop():


def after():
    return 2
