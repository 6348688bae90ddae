//- /unknown_serial_method.ino board:uno expect:no-compile
void setup() {
  Serial.begin(9600);
}

void loop() {
  Serial.printf("%d\n", analogRead(A0));
//       ^^^^^^ error[unknown-module-member]: HardwareSerial has no printf in arduino-avr@1.8.8
  Serial.printline("done");
//       ^^^^^^^^^ error[unknown-module-member]: HardwareSerial has no printline in arduino-avr@1.8.8
  delay(1000);
}
