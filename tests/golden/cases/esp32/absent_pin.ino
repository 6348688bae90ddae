//- /absent_pin.ino board:esp32dev
const int STEP_PIN = 24;
const int DIR_PIN = 28;

void setup() {
  pinMode(STEP_PIN, OUTPUT);
//        ^^^^^^^^ error[absent-pin]: the ESP32 DevKitC has no GPIO24
  pinMode(DIR_PIN, OUTPUT);
//        ^^^^^^^ error[absent-pin]: the ESP32 DevKitC has no GPIO28
}

void loop() {
  digitalWrite(STEP_PIN, HIGH);
  delayMicroseconds(500);
  digitalWrite(STEP_PIN, LOW);
  delayMicroseconds(500);
}
