from machine import Pin, time_pulse_us

TIMEOUT_US = 15000

receiver = Pin({{receiver}}, Pin.IN)
print("Press a key")


def read_nec():
    """The 32 bits of a NEC frame; None when none came."""
    # The receiver pulls low while it sees light: 9 ms, then a pause of 4.5 ms.
    if time_pulse_us(receiver, 1, 100000) < 4000:
        return None
    code = 0
    for _ in range(32):
        # The length of the pause is the bit: 560 us or 1690 us.
        pause = time_pulse_us(receiver, 1, TIMEOUT_US)
        if pause < 0:
            return None
        code = code >> 1 | (0x80000000 if pause > 1000 else 0)
    return code


while True:
    code = read_nec()
    if code is not None:
{{adapt}}
        print("Code: {:X}".format(code))
{{end}}
