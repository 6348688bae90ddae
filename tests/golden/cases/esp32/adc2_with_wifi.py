#- /adc2_with_wifi.py board:esp32dev
import network
import time
from machine import ADC, Pin

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("garden", "secret")

soil = ADC(Pin(27))
#              ^^ warning[adc2-while-wifi]: GPIO27 is on ADC2_CH7, which does not work while Wi-Fi is on
light = ADC(Pin(32))
light.atten(ADC.ATTN_11DB)

while True:
    print(soil.read_u16(), light.read_u16())
    time.sleep(1)
