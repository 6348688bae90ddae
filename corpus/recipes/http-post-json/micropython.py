import time
import network
import requests
{{if fed}}
{{else}}
from machine import ADC{{adc_import}}
{{end}}

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
URL = "{{url}}"
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
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


def post(body):
    try:
        connect()
        response = requests.post(URL, data=body, headers={"Content-Type": "application/json"})
        print("Status:", response.status_code)
        response.close()
    except OSError as error:
        print("Not sent:", error)


{{if fed}}
{{else}}
while True:
    post('{"device": "{{board}}", "value": %d}' % sensor.read_u16())
    time.sleep_ms(INTERVAL_MS)
{{end}}
