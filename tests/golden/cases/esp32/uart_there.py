#- /uart_there.py board:esp32dev
from machine import UART

u = UART(2, baudrate=9600)
