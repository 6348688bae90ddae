import time
from machine import ADC, Pin

INTERVAL_MS = {{interval_ms}}

x_axis = {{x.adc}}
y_axis = {{y.adc}}
button = Pin({{button}}, Pin.IN, Pin.PULL_UP)


def read_axis(axis):
    """From -100 to 100."""
    return axis.read_u16() * 200 // 65535 - 100


while True:
    x = read_axis(x_axis)
    y = read_axis(y_axis)
{{adapt}}
    print("x: {}  y: {}{}".format(x, y, "" if button.value() else "  pressed"))
{{end}}
    time.sleep_ms(INTERVAL_MS)
