//- /eeprom_spared.ino board:megaatmega2560
#include <EEPROM.h>

void setup() {
}

void loop() {
  EEPROM.update(0, analogRead(A0) / 4);
}
