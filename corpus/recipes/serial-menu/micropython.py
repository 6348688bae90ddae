import sys
from machine import Pin

MENU = "1: LED on\n2: LED off\n3: state"

led = Pin({{led}}, Pin.OUT, value=0)
print(MENU)

while True:
    choice = sys.stdin.readline().strip()
    if choice in ("1", "2"):
        led.value(choice == "1")
        print("Done")
    elif choice == "3":
        print("The LED is on" if led.value() else "The LED is off")
    else:
        print(MENU)
