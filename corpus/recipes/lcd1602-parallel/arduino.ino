#include <LiquidCrystal.h>

LiquidCrystal lcd({{rs}}, {{en}}, {{d4}}, {{d5}}, {{d6}}, {{d7}});

{{if fed}}
void showLine(int line, const char* text) {
  lcd.setCursor(0, line % 2);
  char row[17];
  snprintf(row, sizeof(row), "%-16s", text);
  lcd.print(row);
}
{{else}}
unsigned long lastSecond = 0;
{{end}}

void setup() {
  lcd.begin(16, 2);
{{if fed}}
{{else}}
{{adapt}}
  lcd.print("{{message}}");
{{end}}
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSecond >= 1000) {
    lastSecond += 1000;
    lcd.setCursor(0, 1);
    lcd.print(millis() / 1000);
  }
{{end}}
}
