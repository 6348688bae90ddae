from machine import Pin, {{spi.class}}

SMILEY = (0x3C, 0x42, 0xA5, 0x81, 0xA5, 0x99, 0x42, 0x3C)

spi = {{spi.class}}({{spi.args}}, baudrate=1000000)
cs = Pin({{cs}}, Pin.OUT, value=1)


def write_register(register, value):
    cs.value(0)
    spi.write(bytes((register, value)))
    cs.value(1)


write_register(0x0F, 0)  # No test picture.
write_register(0x09, 0)  # Bits, not digits.
write_register(0x0B, 7)  # All eight rows.
write_register(0x0A, 2)  # Brightness, 0 to 15.
write_register(0x0C, 1)  # On.
for row, bits in enumerate(SMILEY):
    write_register(row + 1, bits)
