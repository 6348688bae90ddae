//- /wake_right.ino board:esp32dev
void setup() {
  esp_sleep_enable_ext0_wakeup(GPIO_NUM_32, 0);
  esp_deep_sleep_start();
}

void loop() {
}
