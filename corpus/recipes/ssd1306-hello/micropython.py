import ssd1306
from machine import {{i2c.class}}, Pin

SCREEN_WIDTH = 128
SCREEN_HEIGHT = 64
ADDRESS = {{address}}

i2c = {{i2c.class}}({{i2c.args}})
display = ssd1306.SSD1306_I2C(SCREEN_WIDTH, SCREEN_HEIGHT, i2c, ADDRESS)

{{if fed}}

def show_line(line, text):
    y = line * 10
    display.fill_rect(0, y, SCREEN_WIDTH, 8, 0)
    display.text(text, 0, y)
    display.show()


{{end}}
display.fill(0)
{{if fed}}
{{else}}
{{adapt}}
display.text("{{message}}", 0, 0)
{{end}}
{{end}}
display.show()
