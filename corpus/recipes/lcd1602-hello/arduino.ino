#include <Wire.h>
#include <LiquidCrystal_I2C.h>

const uint8_t ADDRESS = {{address}};

LiquidCrystal_I2C lcd(ADDRESS, 16, 2);

{{if fed}}
void showLine(int line, const char* text) {
  char padded[17];
  snprintf(padded, sizeof(padded), "%-16s", text);
  lcd.setCursor(0, line % 2);
  lcd.print(padded);
}
{{end}}

void setup() {
  {{i2c.begin}}
  lcd.init();
  lcd.backlight();
{{if fed}}
{{else}}
  lcd.setCursor(0, 0);
  lcd.print("{{message}}");
{{if asked.second_line}}
  lcd.setCursor(0, 1);
  lcd.print("{{second_line}}");
{{end}}
{{end}}
}

void loop() {
{{if fed asked.second_line}}
{{else}}
  static unsigned long shown = 0;
  unsigned long seconds = millis() / 1000;
  if (seconds != shown) {
    shown = seconds;
{{adapt}}
    lcd.setCursor(0, 1);
    lcd.print("Up ");
    lcd.print(seconds);
    lcd.print(" s");
{{end}}
  }
{{end}}
}
