import time
import ssd1306
from machine import {{i2c.class}}, Pin

i2c = {{i2c.class}}({{i2c.args}})
display = ssd1306.SSD1306_I2C(128, 64, i2c, {{address}})

while True:
    display.fill(0)
    display.text(str(time.ticks_ms() // 1000), 0, 16)
    display.show()
    time.sleep(1)
