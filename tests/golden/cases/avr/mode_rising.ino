//- /mode_rising.ino board:megaatmega2560
void edge() {}

void setup() {
  attachInterrupt(digitalPinToInterrupt(3), edge, RISING);
}

void loop() {
}
