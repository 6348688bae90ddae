//- /eeprom_ready.ino board:d1_mini
#include <EEPROM.h>

int value = 0;

void setup() {
  EEPROM.begin(8);
  value = EEPROM.read(3);
}

void loop() {
  delay(value);
}
