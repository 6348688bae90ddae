//- /fade.ino board:d1_mini
void setup() {
  pinMode(D4, OUTPUT);
  analogWriteRange(1023);
}

void loop() {
  analogWrite(D4, 300);
  analogWrite(D0, 300);
}
