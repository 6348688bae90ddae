def before():
    return 1


def loop():
led.on()


def after():
    return 2
