//- /wake_wrong.ino board:esp32dev
void setup() {
  esp_sleep_enable_ext0_wakeup(GPIO_NUM_23, 0);
//                             ^^^^^^^^^^^ error[wake-pin-without-rtc]: GPIO23 cannot wake the chip
  esp_deep_sleep_start();
}

void loop() {
}
