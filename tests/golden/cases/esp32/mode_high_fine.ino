//- /mode_high_fine.ino board:esp32dev
void IRAM_ATTR edge() {}

void setup() {
  attachInterrupt(digitalPinToInterrupt(27), edge, HIGH);
}

void loop() {
}
