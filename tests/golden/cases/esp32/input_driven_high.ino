//- /input_driven_high.ino board:esp32dev
void setup() {
  pinMode(27, INPUT);
  digitalWrite(27, HIGH);
//             ^^ warning[input-written]: GPIO27 is an input; writing it does nothing here
}

void loop() {
  delay(digitalRead(27));
}
