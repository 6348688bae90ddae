import time
import network
from umqtt.simple import MQTTClient

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
BROKER = "{{broker}}"
TOPIC = b"{{topic}}"
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}


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
mqtt = MQTTClient("{{board}}", BROKER)
mqtt.connect()

{{if fed}}

def publish(text):
    try:
        mqtt.publish(TOPIC, text)
    except OSError:
        print("Connection lost")
        connect()
        mqtt.connect()
{{else}}
while True:
    try:
{{adapt}}
        payload = str(time.ticks_ms() // 1000)
        mqtt.publish(TOPIC, payload)
{{end}}
    except OSError:
        print("Connection lost")
        connect()
        mqtt.connect()
    time.sleep_ms(INTERVAL_MS)
{{end}}
