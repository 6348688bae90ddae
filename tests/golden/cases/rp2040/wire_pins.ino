//- /wire_pins.ino board:pico
#include <Wire.h>

void setup() {
  Wire.setSDA(4);
  Wire.setSCL(5);
  Wire.begin();
  Wire1.setSDA(6);
  Wire1.setSCL(7);
  Wire1.begin();
}

void loop() {}
