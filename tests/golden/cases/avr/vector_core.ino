//- /vector_core.ino board:megaatmega2560
ISR(TIMER0_OVF_vect) {}
//  ^^^^^^^^^^^^^^^ error[vector-taken]: TIMER0_OVF_vect is already taken by the core, for millis()

void setup() {
}

void loop() {
}
