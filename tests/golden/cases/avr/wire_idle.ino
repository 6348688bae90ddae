//- /wire_idle.ino board:megaatmega2560
#include <Wire.h>

void setup() {
}

void loop() {
  Wire.beginTransmission(0x27);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[wire-not-begun]: the I2C bus is used and Wire.begin() is missing
  Wire.endTransmission();
  delay(5);
}
