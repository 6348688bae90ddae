//- /spi_vspi_c3.ino board:esp32-c3-devkitm-1
#include <SPI.h>

SPIClass bus(VSPI);
//           ^^^^ error[spi-bus-missing]: the ESP32-C3-DevKitM-1 has no VSPI

void setup() {
  bus.begin();
}

void loop() {
}
