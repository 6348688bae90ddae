#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

uint8_t pattern = 1;
unsigned long lastStep = 0;

void setup() {
  {{i2c.begin}}
}

void loop() {
  if (millis() - lastStep >= INTERVAL_MS) {
    lastStep += INTERVAL_MS;
    pattern = pattern << 1 | pattern >> 7;
    Wire.beginTransmission(ADDRESS);
    Wire.write((uint8_t)~pattern);  // The outputs only pull down: LEDs from the supply.
    Wire.endTransmission();
  }
}
