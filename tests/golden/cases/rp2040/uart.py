#- /uart.py board:pico
from machine import UART, Pin

gps = UART(1, baudrate=9600, tx=Pin(4), rx=Pin(5))
radio = UART(1, baudrate=9600, tx=Pin(0), rx=Pin(1))
#                                     ^ error[bus-pins-on-wrong-bus]: GPIO0 cannot carry UART1 TX
#                                                ^ error[bus-pins-on-wrong-bus]: GPIO1 cannot carry UART1 RX
