{{if fed}}
{{else}}
import time
{{end}}
import espnow
import network

PEER = bytes.fromhex("{{peer}}".replace(":", ""))  # The receiver's MAC address; with all FF, everybody.
{{if fed}}
{{else}}
INTERVAL_MS = {{interval_ms}}
{{end}}

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
radio = espnow.ESPNow()
radio.active(True)
radio.add_peer(PEER)

{{if fed}}
{{else}}
count = 0
while True:
    count += 1
    radio.send(PEER, "count {}".format(count))
    time.sleep_ms(INTERVAL_MS)
{{end}}
