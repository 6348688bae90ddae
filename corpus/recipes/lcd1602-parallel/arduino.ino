#include <LiquidCrystal.h>

LiquidCrystal lcd({{rs}}, {{en}}, {{d4}}, {{d5}}, {{d6}}, {{d7}});

unsigned long lastSecond = 0;

void setup() {
  lcd.begin(16, 2);
  lcd.print("{{message}}");
}

void loop() {
  if (millis() - lastSecond >= 1000) {
    lastSecond += 1000;
    lcd.setCursor(0, 1);
    lcd.print(millis() / 1000);
  }
}
