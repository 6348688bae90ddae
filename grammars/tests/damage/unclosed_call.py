def before():
    return 1


adc = ADC(


def after():
    return 2
