#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const uint8_t CHANNEL = 0;

int angle = 0;
unsigned long lastMove = 0;

void writeRegister(uint8_t reg, uint8_t value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(reg);
  Wire.write(value);
  Wire.endTransmission();
}

void writeAngle(uint8_t channel, int angle) {
  // 20 ms have 4096 steps: 102 to 512 are 0.5 ms to 2.5 ms.
  uint16_t off = 102 + angle * 410L / 180;
  Wire.beginTransmission(ADDRESS);
  Wire.write(0x06 + 4 * channel);
  Wire.write(0);
  Wire.write(0);
  Wire.write(off & 0xFF);
  Wire.write(off >> 8);
  Wire.endTransmission();
}

void setup() {
  {{i2c.begin}}
  writeRegister(0x00, 0x10);  // Sleep, to set the frequency.
  writeRegister(0xFE, 121);   // 50 Hz.
  writeRegister(0x00, 0x20);  // Run, registers one after the other.
  delay(1);
}

void loop() {
  if (millis() - lastMove >= INTERVAL_MS) {
    lastMove += INTERVAL_MS;
    angle = angle == 0 ? 180 : 0;
    writeAngle(CHANNEL, angle);
  }
}
