//- /steps_of_a_reading.ino board:esp32dev
void setup() {
  Serial.begin(115200);
}

void loop() {
  int step = analogRead(34) / 1024;
  float volts = analogRead(34) / 1024.0 * 3.3;
//                               ^^^^^^ warning[analog-range-of-other-chip]: analogRead ends at 4095 on the ESP32 DevKitC, not at 1023
  Serial.println(step + volts);
  delay(100);
}
