#- /import_alias.py board:d1_mini
import machine as m
import utime

led = m.Pin(5, m.Pin.OUT)
led.on()
utime.sleep_ms(200)
led.off()
