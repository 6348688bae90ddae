//- /select_output.ino board:nanoatmega328
#include <SPI.h>

void setup() {
  SPI.begin();
  pinMode(10, OUTPUT);
}

void loop() {
}
