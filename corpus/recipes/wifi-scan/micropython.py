import time
import network

INTERVAL_MS = {{interval_ms}}

wlan = network.WLAN(network.STA_IF)
wlan.active(True)

while True:
    for ssid, _, channel, rssi, _, _ in wlan.scan():
        print(ssid.decode(), " channel", channel, " {} dBm".format(rssi))
    time.sleep_ms(INTERVAL_MS)
