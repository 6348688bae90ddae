import json
import time
import dht
import network
from machine import Pin
from umqtt.simple import MQTTClient

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
BROKER = "{{broker}}"
TOPIC = b"{{topic}}"
INTERVAL_MS = {{interval_ms}}

sensor = dht.DHT22(Pin({{sensor}}))
mqtt = MQTTClient("{{board}}", BROKER)


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


connect()
mqtt.connect()
while True:
    try:
        sensor.measure()
        mqtt.publish(TOPIC, json.dumps({"temperature": sensor.temperature(), "humidity": sensor.humidity()}))
    except OSError as error:
        print("Not published:", error)
        connect()
        mqtt.connect()
    time.sleep_ms(INTERVAL_MS)
