{{if fed}}
{{else}}
import time
{{end}}
import bluetooth

NAME = "{{name}}"
SERVICE = bluetooth.UUID("4fafc201-1fb5-459e-8fcc-c5c9c331914b")
VALUE = (bluetooth.UUID("beb5483e-36e1-4688-b7f5-ea07361b26a8"), bluetooth.FLAG_READ | bluetooth.FLAG_NOTIFY)
CONNECTED, DISCONNECTED = 1, 2
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

ble = bluetooth.BLE()
ble.active(True)
connections = set()


def advertise():
    name = NAME.encode()[:20]
    ble.gap_advertise(250000, b"\x02\x01\x06" + bytes((len(name) + 1, 9)) + name)


def on_event(event, data):
    if event == CONNECTED:
        connections.add(data[0])
    elif event == DISCONNECTED:
        connections.discard(data[0])
        advertise()


((value_handle,),) = ble.gatts_register_services(((SERVICE, (VALUE,)),))
ble.irq(on_event)
advertise()


def notify_value(text):
    """The value can also be read; who has subscribed is told each time."""
    ble.gatts_write(value_handle, text)
    for connection in connections:
        ble.gatts_notify(connection, value_handle, text)


{{if fed}}
{{else}}
while True:
    notify_value("{} s".format(time.ticks_ms() // 1000))
    time.sleep_ms(INTERVAL_MS)
{{end}}
