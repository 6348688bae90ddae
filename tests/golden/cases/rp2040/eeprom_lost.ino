//- /eeprom_lost.ino board:pico
#include <EEPROM.h>

void setup() {
  EEPROM.begin(256);
  EEPROM.write(3, 7);
//^^^^^^^^^^^^^^^^^^ error[eeprom-not-committed]: this write is never committed and lost at the next reset
}

void loop() {
}
