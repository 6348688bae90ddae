import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x00, b"\xff")  # Port A: inputs
i2c.writeto_mem(ADDRESS, 0x0C, b"\xff")  # with pull-ups.
last_state = 0xFF

while True:
    state = i2c.readfrom_mem(ADDRESS, 0x12, 1)[0]
    for pin in range(8):
        if last_state >> pin & 1 and not state >> pin & 1:
            print("Button", pin)
    last_state = state
    time.sleep_ms(INTERVAL_MS)
