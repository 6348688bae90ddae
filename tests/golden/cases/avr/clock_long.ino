//- /clock_long.ino board:nanoatmega328
void setup() {
}

void loop() {
  unsigned long start = millis();
  delay(start - millis());
}
