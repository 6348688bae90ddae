import time
import network
from machine import Pin
from umqtt.simple import MQTTClient

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
BROKER = "{{broker}}"
TOPIC = b"{{topic}}"
ON_PAYLOAD = b"{{on_payload}}"
OFF_PAYLOAD = b"{{off_payload}}"

relay = Pin({{relay}}, Pin.OUT, value=0)


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


def on_message(topic, message):
    # In capitals or not: "on" is as good as "ON".
    if message.upper() == ON_PAYLOAD.upper():
        relay.value(1)
    elif message.upper() == OFF_PAYLOAD.upper():
        relay.value(0)


def open_mqtt():
    connect()
    mqtt = MQTTClient("{{board}}", BROKER)
    mqtt.set_callback(on_message)
    mqtt.connect()
    mqtt.subscribe(TOPIC)
    return mqtt


mqtt = open_mqtt()
while True:
    try:
        mqtt.check_msg()
    except OSError:
        time.sleep(5)
        mqtt = open_mqtt()
    time.sleep_ms(50)
