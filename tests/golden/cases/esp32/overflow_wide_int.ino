//- /overflow_wide_int.ino board:esp32dev
void setup() {
}

void loop() {
  delay(10 * 60 * 1000);
}
