//- /two_analog_inputs.ino board:nodemcuv2 expect:no-compile
// The chip has one analog input.
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(analogRead(A0));
  Serial.println(analogRead(A1));
//                          ^^ error[undeclared-pin-name]: A1 is declared nowhere, and the NodeMCU 1.0 has no pin of that name
  delay(500);
}
