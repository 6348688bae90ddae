import json
import time
import network
from machine import ADC{{adc_import}}
from umqtt.simple import MQTTClient

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
BROKER = "{{broker}}"
CONFIG_TOPIC = "homeassistant/sensor/{{board}}/config"
STATE_TOPIC = "boardwise/{{board}}/level"
INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
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


def open_mqtt():
    connect()
    mqtt.connect()
    config = {"name": "Level", "unique_id": "{{board}}-level", "state_topic": STATE_TOPIC, "unit_of_measurement": "%"}
    mqtt.publish(CONFIG_TOPIC, json.dumps(config), retain=True)


open_mqtt()
while True:
    try:
        mqtt.publish(STATE_TOPIC, str(sensor.read_u16() * 100 // 65535))
    except OSError:
        open_mqtt()
    time.sleep_ms(INTERVAL_MS)
