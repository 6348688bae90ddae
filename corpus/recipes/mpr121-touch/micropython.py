import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
INTERVAL_MS = {{interval_ms}}

i2c = {{i2c.class}}({{i2c.args}})
i2c.writeto_mem(ADDRESS, 0x5E, b"\x00")  # Stop while the thresholds are set.
for electrode in range(12):
    i2c.writeto_mem(ADDRESS, 0x41 + 2 * electrode, bytes((12, 6)))
i2c.writeto_mem(ADDRESS, 0x5E, b"\x8c")  # Twelve electrodes.

while True:
    data = i2c.readfrom_mem(ADDRESS, 0x00, 2)
    touched = (data[1] & 15) << 8 | data[0]
{{adapt}}
    for electrode in range(12):
        if touched >> electrode & 1:
            print("Touched", electrode)
{{end}}
    time.sleep_ms(INTERVAL_MS)
