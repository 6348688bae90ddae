def before():
    return 1


def loop():
	led.on()
        led.off()


def after():
    return 2
