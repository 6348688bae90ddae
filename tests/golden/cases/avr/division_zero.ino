//- /division_zero.ino board:uno
void setup() {
}

void loop() {
  float volts = analogRead(A1) * (5 / 1024);
//                                ^^^^^^^^ warning[division-of-small-numbers]: 5 / 1024 is 0
  if (volts > 2) delay(1);
}
