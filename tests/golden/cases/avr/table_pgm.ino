//- /table_pgm.ino board:nanoatmega328
const uint8_t steps[] PROGMEM = {1, 2, 3};

void setup() {
}

void loop() {
  delay(pgm_read_byte(&steps[2]));
}
