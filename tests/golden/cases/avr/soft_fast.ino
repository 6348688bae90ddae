//- /soft_fast.ino board:nanoatmega328
#include <SoftwareSerial.h>

SoftwareSerial link(5, 6);

void setup() {
  link.begin(230400);
//           ^^^^^^ warning[software-serial-too-fast]: SoftwareSerial does not receive reliably at 230400
}

void loop() {
}
