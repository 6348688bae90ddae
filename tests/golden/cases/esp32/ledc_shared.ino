//- /ledc_shared.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() {
  ledcSetup(4, 1000, 8);
  ledcSetup(5, 50, 12);
//          ^ warning[pwm-channels-share-timer]: channels 4 and 5 share a timer: channel 4 gets 50 Hz and 12 bits, too
  ledcAttachPin(18, 4);
  ledcAttachPin(19, 5);
}

void loop() {
}
