//- /select_input.ino board:nanoatmega328
#include <SPI.h>

void setup() {
  SPI.begin();
  pinMode(10, INPUT_PULLUP);
//        ^^ warning[spi-select-as-input]: pin 10 must be an output while SPI is in use
}

void loop() {
}
