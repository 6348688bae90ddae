import time
import machine

SLEEP_MS = {{sleep_s}} * 1000

{{adapt}}
print("Awake")
{{end}}
time.sleep_ms(100)  # Let the text leave; Ctrl-C still works here.
{{if esp8266}}
rtc = machine.RTC()
rtc.irq(trigger=rtc.ALARM0, wake=machine.DEEPSLEEP)
rtc.alarm(rtc.ALARM0, SLEEP_MS)
machine.deepsleep()
{{else}}
machine.deepsleep(SLEEP_MS)
{{end}}
