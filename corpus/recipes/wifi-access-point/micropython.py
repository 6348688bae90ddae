import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"  # At least eight characters.

ap = network.WLAN(network.AP_IF)
{{if rp2040}}
ap.config(ssid=SSID, password=PASSWORD)
ap.active(True)
{{else}}
ap.active(True)
ap.config(ssid=SSID, password=PASSWORD, security=network.WLAN.SEC_WPA_WPA2)
{{end}}

while not ap.active():
    time.sleep_ms(100)
print("Address:", ap.ifconfig()[0])
