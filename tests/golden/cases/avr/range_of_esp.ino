//- /range_of_esp.ino board:megaatmega2560
void setup() {
}

void loop() {
  int angle = map(analogRead(A9), 0, 4095, 0, 180);
//                                   ^^^^ warning[analog-range-of-other-chip]: analogRead ends at 1023 on the Arduino Mega 2560, not at 4095
  delay(angle);
}
