import time
from machine import ADC{{adc_import}}

INTERVAL_MS = {{interval_ms}}
SUPPLY_MV = {{supply_mv}}
average = 1650
was_high = False
last_beat = time.ticks_ms()

sensor = {{sensor.adc}}


def read_millivolts():
    return sensor.read_u16() * SUPPLY_MV // 65535


while True:
    millivolts = read_millivolts()
    # A slow average is the middle line; a beat crosses it upwards.
    average += (millivolts - average) / 64
    is_high = millivolts > average + 50
    value = 0
    if is_high and not was_high:
        value = 60000 / max(1, time.ticks_diff(time.ticks_ms(), last_beat))
        last_beat = time.ticks_ms()
    was_high = is_high
    if not 30 <= value <= 220:
        time.sleep_ms(INTERVAL_MS)
        continue
{{adapt}}
    print("Pulse: {:.0f} bpm".format(value))
{{end}}
    time.sleep_ms(INTERVAL_MS)
