//- /eeprom_size.ino board:esp32dev
#include <EEPROM.h>

void setup() {
  EEPROM.begin(32);
  EEPROM.write(32, 1);
//             ^^ error[eeprom-address-beyond-end]: the EEPROM ends at address 31
  EEPROM.commit();
}

void loop() {
}
