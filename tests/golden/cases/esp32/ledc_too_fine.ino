//- /ledc_too_fine.ino board:esp32-s3-devkitc-1 runtime:arduino-esp32@3
void setup() {
  ledcAttach(5, 78000, 11);
//                     ^^ error[pwm-out-of-reach]: 78000 Hz with 11 bits needs a clock of 159 MHz; the timers have 80
}

void loop() {
}
