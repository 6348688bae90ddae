import sys
import time
from machine import PWM, Pin

led = PWM(Pin({{led}}), freq=1000, duty_u16=0)


def obey(words):
    if len(words) == 2 and words[0] == "set" and words[1].isdigit():
        level = min(255, int(words[1]))
        led.duty_u16(level * 257)
        print("Level", level)
    elif words == ["uptime"]:
        print(time.ticks_ms() // 1000)
    else:
        print("Commands: set LEVEL, uptime")


while True:
    words = sys.stdin.readline().split()
    if words:
        obey(words)
