import time
import bluetooth

RESULT, DONE = 5, 6

ble = bluetooth.BLE()
ble.active(True)
found = {}


def on_event(event, data):
    if event == RESULT:
        _, address, _, rssi, _ = data
        found[bytes(address)] = rssi  # The buffer is used again.


ble.irq(on_event)
while True:
    found.clear()
    ble.gap_scan(5000, 30000, 30000, True)
    time.sleep(6)
    for address, rssi in found.items():
        print(":".join("{:02x}".format(byte) for byte in address), rssi)
