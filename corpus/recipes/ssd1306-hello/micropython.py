import ssd1306
from machine import {{i2c.class}}, Pin

SCREEN_WIDTH = 128
SCREEN_HEIGHT = 64
ADDRESS = {{address}}

i2c = {{i2c.class}}({{i2c.args}})
display = ssd1306.SSD1306_I2C(SCREEN_WIDTH, SCREEN_HEIGHT, i2c, ADDRESS)

display.fill(0)
{{adapt}}
display.text("{{message}}", 0, 0)
{{end}}
display.show()
