//- /division_float.ino board:uno
void setup() {
}

void loop() {
  float volts = analogRead(A1) * (5.0 / 1024);
  if (volts > 2) delay(1);
}
