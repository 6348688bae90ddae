{{if fed}}
{{else}}
import time
{{end}}
import bluetooth
from machine import Pin

NAME = "{{name}}"
# Nordic UART Service, which many phone apps know.
SERVICE = bluetooth.UUID("6E400001-B5A3-F393-E0A9-E50E24DCCA9E")
RX = (bluetooth.UUID("6E400002-B5A3-F393-E0A9-E50E24DCCA9E"), bluetooth.FLAG_WRITE)
TX = (bluetooth.UUID("6E400003-B5A3-F393-E0A9-E50E24DCCA9E"), bluetooth.FLAG_NOTIFY)
CONNECTED, DISCONNECTED, WRITTEN = 1, 2, 3

led = Pin({{led}}, Pin.OUT, value=0)
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
    elif event == WRITTEN:
        led.value(ble.gatts_read(rx) == b"on")


((tx, rx),) = ble.gatts_register_services(((SERVICE, (TX, RX)),))
ble.irq(on_event)
advertise()


def notify_phone(text):
    for connection in connections:
        ble.gatts_notify(connection, tx, text)


{{if fed}}
{{else}}
while True:
    notify_phone("{} s".format(time.ticks_ms() // 1000))
    time.sleep(1)
{{end}}
