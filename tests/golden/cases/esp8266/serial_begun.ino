//- /serial_begun.ino board:nodemcuv2
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(1);
  delay(500);
}
