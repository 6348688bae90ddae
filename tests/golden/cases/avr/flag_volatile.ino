//- /flag_volatile.ino board:megaatmega2560
volatile bool rung = false;

void ring() { rung = true; }

void setup() {
  attachInterrupt(digitalPinToInterrupt(18), ring, FALLING);
}

void loop() {
  if (rung) {
    rung = false;
  }
}
