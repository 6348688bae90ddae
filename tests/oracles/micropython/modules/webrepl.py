import world


def start(port=8266, password=None):
    world.record("webrepl.start")
