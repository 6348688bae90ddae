#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

uint16_t level = 0;
unsigned long lastStep = 0;

void setup() {
  {{i2c.begin}}
}

void loop() {
  if (millis() - lastStep >= INTERVAL_MS) {
    lastStep += INTERVAL_MS;
    level = (level + 64) % 4096;
    Wire.beginTransmission(ADDRESS);
    Wire.write(level >> 8);
    Wire.write(level & 0xFF);
    Wire.endTransmission();
  }
}
