//- /mode_high.ino board:megaatmega2560
void edge() {}

void setup() {
  attachInterrupt(digitalPinToInterrupt(3), edge, HIGH);
//                                                ^^^^ error[interrupt-mode-high]: HIGH is no interrupt mode of this chip: it means CHANGE
}

void loop() {
}
