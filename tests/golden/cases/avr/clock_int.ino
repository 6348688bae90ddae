//- /clock_int.ino board:nanoatmega328
void setup() {
}

void loop() {
  int start = millis();
//    ^^^^^ warning[clock-in-small-variable]: start of type int holds the time of a 32-bit clock
  delay(start);
}
