//- /hall_sensor.ino board:esp32dev runtime:arduino-esp32@3 expect:no-compile
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(hallRead());
//               ^^^^^^^^ error[removed-function]: hallRead is gone since arduino-esp32@3.0
  delay(200);
}
