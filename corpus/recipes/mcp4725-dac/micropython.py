{{if fed}}
{{else}}
import time
{{end}}
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

i2c = {{i2c.class}}({{i2c.args}})


def set_level(level):
    i2c.writeto(ADDRESS, bytes((level >> 8, level & 255)))


{{if fed}}
{{else}}
while True:
    for level in range(0, 4096, 64):
        set_level(level)
        time.sleep_ms(INTERVAL_MS)
{{end}}
