import time
import esp32
import machine
import network
from machine import Pin
from umqtt.simple import MQTTClient

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
BROKER = "{{broker}}"
TOPIC = b"{{topic}}"
MESSAGE = b"{{message}}"

button = Pin({{button}}, Pin.IN, Pin.PULL_UP)


def connect():
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    if not wlan.isconnected():
        wlan.connect(SSID, PASSWORD)
        for _ in range(150):
            if wlan.isconnected():
                break
            time.sleep_ms(100)
        else:
            raise OSError("no Wi-Fi after 15 s")
    return wlan.ifconfig()[0]


def publish():
    try:
        connect()
        mqtt = MQTTClient("{{board}}", BROKER)
        mqtt.connect()
        mqtt.publish(TOPIC, MESSAGE)
        mqtt.disconnect()
    except OSError:
        print("Not sent")  # The battery is worth more than this message.


# After power-up nobody has pressed anything yet.
if machine.reset_cause() == machine.DEEPSLEEP_RESET:
    publish()
while button.value() == 0:
    time.sleep_ms(10)  # A button that is still held would wake the chip at once.
esp32.wake_on_ext1((button,), esp32.WAKEUP_ALL_LOW)
time.sleep_ms(100)  # Let what was said leave; Ctrl-C still works here.
machine.deepsleep()
