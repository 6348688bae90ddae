import time
from machine import Pin

KEYS = ("123", "456", "789", "*0#")
CODE = "{{code}}"
OPEN_MS = 3000

rows = [Pin(pin, Pin.OUT, value=1) for pin in ({{row1}}, {{row2}}, {{row3}}, {{row4}})]
columns = [Pin(pin, Pin.IN, Pin.PULL_UP) for pin in ({{column1}}, {{column2}}, {{column3}})]
relay = Pin({{relay}}, Pin.OUT, value=0)


def scan_keypad():
    found = None
    for row, keys in zip(rows, KEYS):
        row.value(0)
        for column, key in zip(columns, keys):
            if column.value() == 0:
                found = key
        row.value(1)
    return found


entered = ""
last_key = None
opened_at = None
while True:
    key = scan_keypad()
    if key and key != last_key:
        if key == "*":
            entered = ""
        elif key == "#":
            is_right = entered == CODE
            print("Open" if is_right else "Wrong code")
            if is_right:
                relay.value(1)
                opened_at = time.ticks_ms()
            entered = ""
        else:
            entered = (entered + key)[-len(CODE):]
    last_key = key
    if opened_at is not None and time.ticks_diff(time.ticks_ms(), opened_at) >= OPEN_MS:
        relay.value(0)
        opened_at = None
    time.sleep_ms(20)
