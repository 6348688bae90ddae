import time
from machine import ADC, Pin

DRY_PERCENT = {{dry_percent}}
CHECK_MS = 1000
PUMP_MS = 3000  # One portion of water.
SOAK_MS = 60000  # It takes a while to reach the probe.

probe = {{probe.adc}}
pump = Pin({{pump}}, Pin.OUT, value=0)

while True:
    # Such probes give a lower voltage in wet soil.
    percent = 100 - probe.read_u16() * 100 // 65535
{{adapt}}
    print("Moisture:", percent)
{{end}}
    if percent < DRY_PERCENT:
        pump.value(1)
        time.sleep_ms(PUMP_MS)
        pump.value(0)
        time.sleep_ms(SOAK_MS)
    time.sleep_ms(CHECK_MS)
