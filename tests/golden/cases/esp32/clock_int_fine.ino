//- /clock_int_fine.ino board:esp32-s3-devkitc-1
void setup() {
}

void loop() {
  int start = millis();
  delay(start);
}
