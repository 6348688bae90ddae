#- /spi_wrong_pins.py board:pico
from machine import SPI, Pin

spi = SPI(0, baudrate=1000000, sck=Pin(10), mosi=Pin(11), miso=Pin(12))
#                                      ^^ error[bus-pins-on-wrong-bus]: GPIO10 cannot carry SPI0 SCK
#                                                    ^^ error[bus-pins-on-wrong-bus]: GPIO11 cannot carry SPI0 MOSI
#                                                                  ^^ error[bus-pins-on-wrong-bus]: GPIO12 cannot carry SPI0 MISO
