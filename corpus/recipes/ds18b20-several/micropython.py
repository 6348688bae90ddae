import time
import ds18x20
import onewire
from machine import Pin

INTERVAL_MS = {{interval_ms}}

sensors = ds18x20.DS18X20(onewire.OneWire(Pin({{bus}})))
addresses = sensors.scan()

while True:
    sensors.convert_temp()
    time.sleep_ms(INTERVAL_MS)
    for i, address in enumerate(addresses):
        print("Sensor {}: {}".format(i, sensors.read_temp(address)))
