#include <SPI.h>

const int N_PIXELS = {{count}};
const unsigned long STEP_MS = {{step_ms}};
const uint8_t BRIGHTNESS_5_BITS = 4;  // Of 31.

int position = 0;
unsigned long lastStep = 0;

void show() {
  SPI.beginTransaction(SPISettings(4000000, MSBFIRST, SPI_MODE0));
  for (int i = 0; i < 4; i++) {
    SPI.transfer(0x00);
  }
  for (int i = 0; i < N_PIXELS; i++) {
    uint8_t level = i == position ? 255 : 0;
    SPI.transfer(0xE0 | BRIGHTNESS_5_BITS);
    SPI.transfer(0);  // Blue.
    SPI.transfer(level);  // Green.
    SPI.transfer(level);  // Red.
  }
  // The data runs half a clock late in each pixel.
  for (int i = 0; i <= N_PIXELS / 16; i++) {
    SPI.transfer(0xFF);
  }
  SPI.endTransaction();
}

void setup() {
  {{spi.begin}}
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    position = (position + 1) % N_PIXELS;
    show();
  }
}
