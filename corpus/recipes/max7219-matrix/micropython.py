from machine import Pin

SMILEY = (0x3C, 0x42, 0xA5, 0x81, 0xA5, 0x99, 0x42, 0x3C)

din = Pin({{din}}, Pin.OUT, value=0)
clk = Pin({{clk}}, Pin.OUT, value=0)
cs = Pin({{cs}}, Pin.OUT, value=1)


def write_register(register, value):
    bits = register << 8 | value
    cs.value(0)
    for bit in range(15, -1, -1):
        din.value(bits >> bit & 1)
        clk.value(1)  # The module takes each bit at the rising edge.
        clk.value(0)
    cs.value(1)


write_register(0x0F, 0)  # No test picture.
write_register(0x09, 0)  # Bits, not digits.
write_register(0x0B, 7)  # All eight rows.
write_register(0x0A, 2)  # Brightness, 0 to 15.
write_register(0x0C, 1)  # On.
for row, bits in enumerate(SMILEY):
    write_register(row + 1, bits)
