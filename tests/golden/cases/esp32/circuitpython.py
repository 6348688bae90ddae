#- /circuitpython.py board:esp32-s3-devkitc-1
import board
#      ^^^^^ warning[module-of-other-firmware]: board is a module of CircuitPython, which micropython-esp32@1.29 does not have
import busio

i2c = busio.I2C(board.SCL, board.SDA)
