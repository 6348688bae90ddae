//- /spi_vspi.ino board:esp32dev
#include <SPI.h>

SPIClass bus(VSPI);

void setup() {
  bus.begin();
}

void loop() {
}
