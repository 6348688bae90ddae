//- /serial_idle.ino board:nodemcuv2
void setup() {
}

void loop() {
  Serial.println(1);
//^^^^^^^^^^^^^^^^^ warning[serial-not-begun]: Serial is used and Serial.begin() is missing
  delay(500);
}
