#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float COUNTS_PER_DEGREE = 131;  // At 250 degrees per second.

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
  writeRegister(0x6B, 0);  // Wake up.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[6];
    if (!readRegister(0x43, data, 6)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float x = (int16_t)((uint16_t)data[0] << 8 | data[1]) / COUNTS_PER_DEGREE;
    float y = (int16_t)((uint16_t)data[2] << 8 | data[3]) / COUNTS_PER_DEGREE;
    float z = (int16_t)((uint16_t)data[4] << 8 | data[5]) / COUNTS_PER_DEGREE;
{{adapt}}
    Serial.print("x: ");
    Serial.print(x, 1);
    Serial.print("  y: ");
    Serial.print(y, 1);
    Serial.print("  z: ");
    Serial.print(z, 1);
    Serial.println("  (degrees per second)");
{{end}}
  }
}
