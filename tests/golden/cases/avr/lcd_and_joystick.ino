//- /lcd_and_joystick.ino board:uno
#include <LiquidCrystal.h>

LiquidCrystal lcd(12, 11, 5, 4, 3, 2);
const int JOYSTICK_X = A0;
const int JOYSTICK_BUTTON = 7;

void setup() {
  lcd.begin(16, 2);
  pinMode(JOYSTICK_BUTTON, INPUT_PULLUP);
}

void loop() {
  lcd.setCursor(0, 0);
  lcd.print(analogRead(JOYSTICK_X));
  lcd.setCursor(0, 1);
  lcd.print(digitalRead(JOYSTICK_BUTTON) ? "up  " : "down");
  delay(100);
}
