//- /pause_long_fine.ino board:esp32dev
void setup() {
}

void loop() {
  delayMicroseconds(30000);
}
