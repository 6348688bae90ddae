import math
import time
import dht
from machine import Pin

INTERVAL_MS = {{interval_ms}}

sensor = dht.DHT22(Pin({{sensor}}))


def dew_point(temperature, humidity):
    """Magnus formula over water."""
    gamma = math.log(humidity / 100) + 17.62 * temperature / (243.12 + temperature)
    return 243.12 * gamma / (17.62 - gamma)


while True:
    time.sleep_ms(INTERVAL_MS)
    try:
        sensor.measure()
{{adapt}}
        print("Dew point: {:.1f}".format(dew_point(sensor.temperature(), sensor.humidity())))
{{end}}
    except OSError:
        print("The sensor does not answer")
