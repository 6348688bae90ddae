//- /eeprom_idle.ino board:d1_mini
#include <EEPROM.h>

int value = 0;

void setup() {
  value = EEPROM.read(3);
//        ^^^^^^^^^^^^^^ error[eeprom-not-begun]: the EEPROM is used and EEPROM.begin(size) is missing
}

void loop() {
  delay(value);
}
