//- /strapping_silent.ino board:esp32dev
// The BOOT button, the LED and the SPI chip select are what these pins are for.
#include <SPI.h>

const int BOOT_BUTTON = 0;
const int CHIP_SELECT = 5;

void setup() {
  pinMode(BOOT_BUTTON, INPUT_PULLUP);
  pinMode(CHIP_SELECT, OUTPUT);
  SPI.begin();
}

void loop() {
  if (digitalRead(BOOT_BUTTON) == LOW) {
    digitalWrite(CHIP_SELECT, LOW);
    SPI.transfer(0x9F);
    digitalWrite(CHIP_SELECT, HIGH);
  }
}
