//- /eeprom_size.ino board:esp32dev
#include <EEPROM.h>

void setup() {
  EEPROM.begin(32);
  EEPROM.write(32, 1);
  EEPROM.commit();
}

void loop() {
}
