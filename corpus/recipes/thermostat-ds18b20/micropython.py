import time
import ds18x20
import onewire
from machine import Pin

TARGET = {{target}}
HYSTERESIS = 0.5

sensors = ds18x20.DS18X20(onewire.OneWire(Pin({{sensor}})))
heater = Pin({{heater}}, Pin.OUT, value=0)
addresses = sensors.scan()

while True:
    try:
        sensors.convert_temp()
        time.sleep(1)
        temperature = sensors.read_temp(addresses[0])
        print("Temperature:", temperature)
        if temperature < TARGET - HYSTERESIS:
            heater.value(1)
        elif temperature > TARGET + HYSTERESIS:
            heater.value(0)
    except (OSError, IndexError, onewire.OneWireError):
        heater.value(0)  # Better cold than burnt.
        print("The sensor does not answer")
        addresses = sensors.scan()
        time.sleep(1)
