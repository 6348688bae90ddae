//- /eeprom_last.ino board:megaatmega2560
#include <EEPROM.h>

void setup() {
  EEPROM.write(4095, 7);
}

void loop() {
}
