import time
import ds18x20
import onewire
from machine import Pin

INTERVAL_MS = {{interval_ms}}

sensors = ds18x20.DS18X20(onewire.OneWire(Pin({{sensor}})))
addresses = sensors.scan()

while True:
    if not addresses:
        print("No sensor answers")
        addresses = sensors.scan()
    else:
        # A conversion takes 750 ms.
        sensors.convert_temp()
    time.sleep_ms(INTERVAL_MS)
    for address in addresses:
        temperature = sensors.read_temp(address)
{{adapt}}
        print("Temperature:", temperature, "C")
{{end}}
