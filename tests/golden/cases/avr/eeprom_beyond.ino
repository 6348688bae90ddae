//- /eeprom_beyond.ino board:megaatmega2560
#include <EEPROM.h>

void setup() {
  EEPROM.write(4096, 7);
//             ^^^^ error[eeprom-address-beyond-end]: the EEPROM ends at address 4095
}

void loop() {
}
