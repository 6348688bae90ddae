//- /analog_read.ino board:pico
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(analogRead(A0));
  Serial.println(analogRead(27));
  Serial.println(analogRead(22));
//                          ^^ error[analog-read-without-adc]: GPIO22 of the Raspberry Pi Pico has no analog input
}
