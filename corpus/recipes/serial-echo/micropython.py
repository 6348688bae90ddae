import select
import sys

poll = select.poll()
poll.register(sys.stdin, select.POLLIN)
line = ""

while True:
    # Wait at most 100 ms, so that other work could be done here.
    if not poll.poll(100):
        continue
    received = sys.stdin.read(1)
    if received in ("\n", "\r"):
        if line:
{{adapt}}
            print("You said:", line)
{{end}}
        line = ""
    else:
        line += received
