import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"
RETRY_MS = 10000

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect(SSID, PASSWORD)
last_attempt = time.ticks_ms()
was_connected = False

while True:
    is_connected = wlan.isconnected()
    if is_connected != was_connected:
        was_connected = is_connected
        print("Online" if is_connected else "Offline")
    if not is_connected and time.ticks_diff(time.ticks_ms(), last_attempt) >= RETRY_MS:
        last_attempt = time.ticks_ms()
        wlan.disconnect()
        wlan.connect(SSID, PASSWORD)
    time.sleep_ms(100)
