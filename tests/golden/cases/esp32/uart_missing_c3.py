#- /uart_missing_c3.py board:esp32-c3-devkitm-1
from machine import UART

u = UART(2, baudrate=9600)
#        ^ error[peripheral-id-missing]: the ESP32-C3-DevKitM-1 has no UART(2)
