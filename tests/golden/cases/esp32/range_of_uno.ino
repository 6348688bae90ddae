//- /range_of_uno.ino board:esp32dev
void setup() {
}

void loop() {
  int angle = map(analogRead(34), 0, 1023, 0, 180);
//                                   ^^^^ warning[analog-range-of-other-chip]: analogRead ends at 4095 on the ESP32 DevKitC, not at 1023
  delay(angle);
}
