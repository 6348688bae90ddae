//- /steps_of_a_reading.ino board:esp32dev
void setup() {
  Serial.begin(115200);
}

void loop() {
  int step = analogRead(34) / 1024;
  float volts = analogRead(34) / 1024.0 * 3.3;
  Serial.println(step + volts);
  delay(100);
}
