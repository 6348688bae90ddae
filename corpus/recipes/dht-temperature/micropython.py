import time
import dht
from machine import Pin

INTERVAL_MS = {{interval_ms}}

sensor = dht.{{sensor_type}}(Pin({{sensor}}))

while True:
    time.sleep_ms(INTERVAL_MS)
    try:
        sensor.measure()
    except OSError:
        print("The sensor does not answer")
        continue
{{adapt}}
    print("Temperature:", sensor.temperature(), "C  Humidity:", sensor.humidity(), "%")
{{end}}
