#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float COUNTS_PER_G = 256;

unsigned long lastReading = 0;

// Reads some bytes from a register on; false when the sensor does not answer.
bool readRegister(uint8_t reg, uint8_t* data, uint8_t count) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(reg);
  Wire.endTransmission(false);
  if (Wire.requestFrom(ADDRESS, count) != count) {
    return false;
  }
  for (uint8_t i = 0; i < count; i++) {
    data[i] = Wire.read();
  }
  return true;
}

void writeRegister(uint8_t reg, uint8_t value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(reg);
  Wire.write(value);
  Wire.endTransmission();
}

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  writeRegister(0x31, 0x08);  // Full resolution, 2 g.
  writeRegister(0x2D, 0x08);  // Measure.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[6];
    if (!readRegister(0x32, data, 6)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float x = (int16_t)((uint16_t)data[1] << 8 | data[0]) / COUNTS_PER_G;
    float y = (int16_t)((uint16_t)data[3] << 8 | data[2]) / COUNTS_PER_G;
    float z = (int16_t)((uint16_t)data[5] << 8 | data[4]) / COUNTS_PER_G;
{{adapt}}
    Serial.print("x: ");
    Serial.print(x);
    Serial.print("  y: ");
    Serial.print(y);
    Serial.print("  z: ");
    Serial.print(z);
    Serial.println("  (g)");
{{end}}
  }
}
