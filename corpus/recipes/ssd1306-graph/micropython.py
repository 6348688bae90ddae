import time
import ssd1306
from machine import ADC, {{i2c.class}}, Pin

INTERVAL_MS = {{interval_ms}}

sensor = {{sensor.adc}}
i2c = {{i2c.class}}({{i2c.args}})
display = ssd1306.SSD1306_I2C(128, 64, i2c, {{address}})

while True:
    display.scroll(-1, 0)
    display.vline(127, 0, 64, 0)
    display.pixel(127, 63 - sensor.read_u16() * 63 // 65535, 1)
    display.show()
    time.sleep_ms(INTERVAL_MS)
