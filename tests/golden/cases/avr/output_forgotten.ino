//- /output_forgotten.ino board:megaatmega2560
void setup() {
  pinMode(30, OUTPUT);
}

void loop() {
  digitalWrite(31, HIGH);
//             ^^ warning[output-without-mode]: pin 31 is written and never made an output
  digitalWrite(30, HIGH);
  delay(5);
}
