import time
from machine import WDT

{{if esp8266}}
watchdog = WDT()
{{else}}
watchdog = WDT(timeout={{timeout_s}} * 1000)
{{end}}

while True:
    watchdog.feed()
{{adapt}}
    print("Working")
{{end}}
    time.sleep_ms(500)
