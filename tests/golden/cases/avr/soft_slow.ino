//- /soft_slow.ino board:nanoatmega328
#include <SoftwareSerial.h>

SoftwareSerial link(5, 6);

void setup() {
  link.begin(4800);
}

void loop() {
}
