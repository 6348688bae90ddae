import time
from machine import {{i2c.class}}, Pin

ADDRESS = {{address}}
ON_TIME = "{{on_time}}"
OFF_TIME = "{{off_time}}"

i2c = {{i2c.class}}({{i2c.args}})
relay = Pin({{relay}}, Pin.OUT, value=0)


def minute_of_day(text):
    """Minutes after midnight of "6:30"."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute or 0)


def is_within(now, begin, end):
    """Also over midnight, as from 22:00 to 6:00."""
    return begin <= now < end if begin <= end else now >= begin or now < end


def decimal(byte):
    """The clock writes decimal digits, four bits each."""
    return (byte >> 4) * 10 + (byte & 15)


while True:
    minute, hour = i2c.readfrom_mem(ADDRESS, 0x01, 2)
    now = decimal(hour & 0x3F) * 60 + decimal(minute)
    relay.value(is_within(now, minute_of_day(ON_TIME), minute_of_day(OFF_TIME)))
    time.sleep(1)
