//- /wire_fits.ino board:leonardo
#include <Wire.h>

void setup() {
  Wire.begin();
}

void loop() {
  Wire.requestFrom(0x50, 16);
  delay(5);
}
