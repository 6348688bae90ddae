import time
from machine import UART, Pin

uart = UART({{uart.args}}, baudrate=9600)


def degrees(text, hemisphere):
    """NMEA gives degrees and minutes in one number: 5231.123 is 52 degrees and 31.123 minutes."""
    point = text.find(".")
    value = int(text[: point - 2]) + float(text[point - 2 :]) / 60
    return -value if hemisphere in ("S", "W") else value


while True:
    line = uart.readline()
    if line and line.startswith((b"$GPRMC", b"$GNRMC")):
        fields = line.decode().split(",")
        if fields[2] == "A":
            latitude, longitude = degrees(fields[3], fields[4]), degrees(fields[5], fields[6])
{{adapt}}
            print("Position: {:.6f}, {:.6f}".format(latitude, longitude))
{{end}}
        else:
            print("No fix yet")
    time.sleep_ms(20)
