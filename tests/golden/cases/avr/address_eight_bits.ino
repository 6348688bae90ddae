//- /address_eight_bits.ino board:megaatmega2560
#include <Wire.h>

#define CLOCK 0xD0

void setup() {
  Wire.begin();
}

void loop() {
  Wire.beginTransmission(CLOCK);
//                       ^^^^^ error[i2c-address-out-of-range]: 0xD0 is no I2C address; without the read/write bit it is 0x68
  Wire.endTransmission();
  delay(5);
}
