def before():
    return 1


try:
    import network


def after():
    return 2
