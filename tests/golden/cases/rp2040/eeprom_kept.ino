//- /eeprom_kept.ino board:pico
#include <EEPROM.h>

void setup() {
  EEPROM.begin(256);
  EEPROM.write(3, 7);
  EEPROM.commit();
}

void loop() {
}
