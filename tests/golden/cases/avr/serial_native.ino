//- /serial_native.ino board:leonardo
void setup() {
}

void loop() {
  Serial.println(1);
  delay(500);
}
