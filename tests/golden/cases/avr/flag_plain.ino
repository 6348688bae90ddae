//- /flag_plain.ino board:megaatmega2560
bool rung = false;
//   ^^^^ warning[shared-variable-not-volatile]: rung is changed by an interrupt handler and is not volatile

void ring() { rung = true; }

void setup() {
  attachInterrupt(digitalPinToInterrupt(18), ring, FALLING);
}

void loop() {
  if (rung) {
    rung = false;
  }
}
