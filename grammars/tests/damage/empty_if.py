def before():
    return 1


if x:


def after():
    return 2
