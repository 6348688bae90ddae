import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}

i2c = {{i2c.class}}({{i2c.args}})


def write_byte(place, value):
    i2c.writeto_mem(ADDRESS, place, bytes((value,)), addrsize=16)
    time.sleep_ms(5)  # The memory writes by itself.


def read_byte(place):
    return i2c.readfrom_mem(ADDRESS, place, 1, addrsize=16)[0]


write_byte(0, 42)
print("Byte 0:", read_byte(0))
