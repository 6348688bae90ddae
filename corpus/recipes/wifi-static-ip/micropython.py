import time
import network

SSID = "{{ssid}}"
PASSWORD = "{{password}}"

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
# Address, subnet, gateway, name server.
wlan.ifconfig(("192.168.1.50", "255.255.255.0", "192.168.1.1", "192.168.1.1"))
wlan.connect(SSID, PASSWORD)
while not wlan.isconnected():
    time.sleep_ms(100)
print("Address:", wlan.ifconfig()[0])
