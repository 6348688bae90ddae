def before():
    return 1


from machine import 


def after():
    return 2
