//- /led_on_spi_clock.ino board:uno
#include <SPI.h>

const int CS = 10;

void setup() {
  pinMode(CS, OUTPUT);
  pinMode(LED_BUILTIN, OUTPUT);
//        ^^^^^^^^^^^ warning[pin-used-twice]: LED_BUILTIN (pin 13) is used as an output here, and as the line SCK of SPI
  SPI.begin();
}

void loop() {
  digitalWrite(CS, LOW);
  SPI.transfer(0x42);
  digitalWrite(CS, HIGH);
  digitalWrite(LED_BUILTIN, HIGH);
  delay(100);
}
