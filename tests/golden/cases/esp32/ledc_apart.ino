//- /ledc_apart.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() {
  ledcSetup(4, 1000, 8);
  ledcSetup(6, 50, 12);
  ledcAttachPin(18, 4);
  ledcAttachPin(19, 6);
}

void loop() {
}
