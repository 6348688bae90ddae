//- /soft_pin_mega_fine.ino board:megaatmega2560
#include <SoftwareSerial.h>

SoftwareSerial link(A8, 24);

void setup() {
  link.begin(9600);
}

void loop() {
}
