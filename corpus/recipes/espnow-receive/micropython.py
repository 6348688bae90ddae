import espnow
import network

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
print(":".join("{:02x}".format(byte) for byte in wlan.config("mac")))
radio = espnow.ESPNow()
radio.active(True)

while True:
    sender, message = radio.recv(1000)
    if message:
        print("Received:", message.decode())
