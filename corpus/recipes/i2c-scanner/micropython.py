import time
from machine import {{i2c.class}}, Pin

INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})

while True:
    addresses = i2c.scan()
    for address in addresses:
        print("Device at", hex(address))
    if not addresses:
        print("No device answers")
    time.sleep_ms(INTERVAL_MS)
