def before():
    return 1


i2c = I2C(0, scl=


def after():
    return 2
