//- /eeprom_worn.ino board:megaatmega2560
#include <EEPROM.h>

void setup() {
}

void loop() {
  EEPROM.write(0, analogRead(A0) / 4);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[eeprom-written-every-loop]: this write wears the memory out within minutes
}
