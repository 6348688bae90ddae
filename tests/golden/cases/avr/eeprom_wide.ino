//- /eeprom_wide.ino board:leonardo
#include <EEPROM.h>

void setup() {
  EEPROM.write(0, 1000);
//                ^^^^ error[eeprom-value-truncated]: 1000 does not fit into a byte: 232 is stored
}

void loop() {
}
