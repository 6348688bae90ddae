#include <Wire.h>
#include <U8g2lib.h>

U8G2_SH1106_128X64_NONAME_F_HW_I2C display(U8G2_R0, U8X8_PIN_NONE);

{{if fed}}
void showLine(int line, const char* text) {
  int y = line * 12;
  display.setDrawColor(0);
  display.drawBox(0, y, 128, 12);
  display.setDrawColor(1);
  display.drawStr(0, y + 10, text);
  display.sendBuffer();
}

{{end}}
void setup() {
  {{i2c.begin}}
  display.begin();
  display.clearBuffer();
{{if fed}}
  display.setFont(u8g2_font_6x10_tr);
{{else}}
  display.setFont(u8g2_font_ncenB14_tr);
{{adapt}}
  display.drawStr(0, 24, "{{message}}");
{{end}}
{{end}}
  display.sendBuffer();
}

void loop() {
}
