//- /range_right.ino board:megaatmega2560
void setup() {
}

void loop() {
  int angle = map(analogRead(A9), 0, 1023, 0, 180);
  delay(angle);
}
