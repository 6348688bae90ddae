//- /ledc_for_both.ino board:esp32dev runtime:arduino-esp32@3
const int MOTOR = 25;

void setup() {
#if ESP_ARDUINO_VERSION_MAJOR >= 3
  ledcAttach(MOTOR, 20000, 8);
#else
  ledcSetup(0, 20000, 8);
  ledcAttachPin(MOTOR, 0);
#endif
}

void setSpeed(int duty) {
#if ESP_ARDUINO_VERSION_MAJOR >= 3
  ledcWrite(MOTOR, duty);
#else
  ledcWrite(0, duty);
#endif
}

void loop() {
  setSpeed(128);
  delay(1000);
}
