import time
import network
import requests
from machine import ADC{{adc_import}}

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
URL = "{{url}}"
INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}


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


while True:
    try:
        connect()
        response = requests.post(URL, json={"device": "{{board}}", "value": sensor.read_u16()})
        print("Status:", response.status_code)
        response.close()
    except OSError as error:
        print("Not sent:", error)
    time.sleep_ms(INTERVAL_MS)
