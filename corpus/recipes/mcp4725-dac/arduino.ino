#include <Wire.h>

const uint8_t ADDRESS = {{address}};
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};

uint16_t level = 0;
unsigned long lastStep = 0;
{{end}}

void setLevel(uint16_t level) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(level >> 8);
  Wire.write(level & 0xFF);
  Wire.endTransmission();
}

void setup() {
  {{i2c.begin}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastStep >= INTERVAL_MS) {
    lastStep += INTERVAL_MS;
    level = (level + 64) % 4096;
    setLevel(level);
  }
{{end}}
}
