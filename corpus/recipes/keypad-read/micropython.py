import time
from machine import Pin

KEYS = ("123", "456", "789", "*0#")
SCAN_MS = 20

rows = [Pin(pin, Pin.OUT, value=1) for pin in ({{row1}}, {{row2}}, {{row3}}, {{row4}})]
columns = [Pin(pin, Pin.IN, Pin.PULL_UP) for pin in ({{column1}}, {{column2}}, {{column3}})]


def scan_keypad():
    """The key that is held down, or None."""
    found = None
    for row, keys in zip(rows, KEYS):
        row.value(0)
        for column, key in zip(columns, keys):
            if column.value() == 0:
                found = key
        row.value(1)
    return found


last_key = None
while True:
    key = scan_keypad()
    if key and key != last_key:
{{adapt}}
        print("Key:", key)
{{end}}
    last_key = key
    time.sleep_ms(SCAN_MS)
