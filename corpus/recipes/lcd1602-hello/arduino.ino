#include <Wire.h>
#include <LiquidCrystal_I2C.h>

const uint8_t ADDRESS = {{address}};

LiquidCrystal_I2C lcd(ADDRESS, 16, 2);

void setup() {
  {{i2c.begin}}
  lcd.init();
  lcd.backlight();
  lcd.setCursor(0, 0);
  lcd.print("{{message}}");
}

void loop() {
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
}
