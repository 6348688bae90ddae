//- /vector_free.ino board:megaatmega2560
volatile byte rounds = 0;

ISR(TIMER3_OVF_vect) { rounds++; }

void setup() {
  TIMSK3 = 1 << TOIE3;
}

void loop() {
}
