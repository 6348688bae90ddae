//- /output_set.ino board:megaatmega2560
void setup() {
  pinMode(31, OUTPUT);
}

void loop() {
  digitalWrite(31, HIGH);
  delay(5);
}
