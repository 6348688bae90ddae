import select
import sys
from machine import Pin

led = Pin({{led}}, Pin.OUT, value=0)
poll = select.poll()
poll.register(sys.stdin, select.POLLIN)


def obey(command):
    if command in ("on", "1"):
        led.value(1)
    elif command in ("off", "0"):
        led.value(0)
    else:
{{adapt}}
        print("Commands: on or 1, off or 0")
{{end}}


line = ""
while True:
    # Wait at most 100 ms, so that other work could be done here.
    if not poll.poll(100):
        continue
    received = sys.stdin.read(1)
    if received in ("\n", "\r"):
        if line:
            obey(line)
        line = ""
    else:
        line += received
