import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect(SSID, PASSWORD)

was_connected = False
while True:
    is_connected = wlan.isconnected()
    if is_connected != was_connected:
        was_connected = is_connected
        if is_connected:
{{adapt}}
            print("Connected, IP address", wlan.ifconfig()[0])
{{end}}
        else:
            print("Connection lost")
            wlan.connect(SSID, PASSWORD)
    time.sleep_ms(100)
