//- /soft_pin_mega.ino board:megaatmega2560
#include <SoftwareSerial.h>

SoftwareSerial link(22, 24);
//                  ^^ error[software-serial-pin]: pin 22 of the Arduino Mega 2560 cannot receive with SoftwareSerial

void setup() {
  link.begin(9600);
}

void loop() {
}
