//- /ledc_reachable.ino board:esp32-s3-devkitc-1 runtime:arduino-esp32@3
void setup() {
  ledcAttach(5, 39000, 11);
}

void loop() {
}
