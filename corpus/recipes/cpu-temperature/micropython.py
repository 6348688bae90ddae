import time
from machine import ADC

INTERVAL_MS = {{interval_ms}}

sensor = ADC(ADC.CORE_TEMP)

while True:
    volts = sensor.read_u16() * 3.3 / 65535
    # 0.706 V at 27 C, 1.721 mV less for each degree more.
    temperature = 27 - (volts - 0.706) / 0.001721
{{adapt}}
    print("Chip: {:.1f} C".format(temperature))
{{end}}
    time.sleep_ms(INTERVAL_MS)
