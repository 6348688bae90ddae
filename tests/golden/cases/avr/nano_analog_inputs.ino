//- /nano_analog_inputs.ino board:nanoatmega328
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(analogRead(A6) + analogRead(A7));
  delay(250);
}
