//- /table_direct.ino board:nanoatmega328
const uint8_t steps[] PROGMEM = {1, 2, 3};

void setup() {
}

void loop() {
  delay(steps[2]);
//      ^^^^^^^^ error[flash-table-read-directly]: steps lies in flash; this reads memory
}
