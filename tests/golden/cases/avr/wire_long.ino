//- /wire_long.ino board:leonardo
#include <Wire.h>

void setup() {
  Wire.begin();
}

void loop() {
  Wire.requestFrom(0x50, 40);
//                       ^^ error[wire-buffer-exceeded]: 40 bytes are asked for and 32 come
  delay(5);
}
