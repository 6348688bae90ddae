//- /wire_wrong_pins.ino board:pico
#include <Wire.h>

void setup() {
  Wire.setSDA(6);
//            ^ error[bus-pins-on-wrong-bus]: GPIO6 cannot carry I2C0 SDA
  Wire.setSCL(7);
//            ^ error[bus-pins-on-wrong-bus]: GPIO7 cannot carry I2C0 SCL
  Wire.begin();
}

void loop() {}
