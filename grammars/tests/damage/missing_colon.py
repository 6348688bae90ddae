def before():
    return 1


while True
    led.on()


def after():
    return 2
