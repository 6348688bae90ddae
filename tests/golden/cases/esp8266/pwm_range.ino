//- /pwm_range.ino board:d1_mini
void setup() {
  analogWriteRange(1023);
}

void loop() {
  analogWrite(D2, 1000);
  delay(5);
}
