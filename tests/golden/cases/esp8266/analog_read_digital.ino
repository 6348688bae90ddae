//- /analog_read_digital.ino board:nodemcuv2
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(analogRead(D5));
//                          ^^ error[analog-read-without-adc]: D5 (GPIO14) of the NodeMCU 1.0 has no analog input
  delay(500);
}
