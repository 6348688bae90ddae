#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float COUNTS_PER_G = 16384;
const float COUNTS_PER_DEGREE = 131;
const float GYRO_SHARE = 0.98;

unsigned long lastReading = 0;
float roll = 0;

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
    uint8_t data[14];
    if (!readRegister(0x3B, data, 14)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float y = (int16_t)((uint16_t)data[2] << 8 | data[3]) / COUNTS_PER_G;
    float z = (int16_t)((uint16_t)data[4] << 8 | data[5]) / COUNTS_PER_G;
    float rate = (int16_t)((uint16_t)data[8] << 8 | data[9]) / COUNTS_PER_DEGREE;
    // The gyro is quick but drifts, gravity is slow but true.
    float gravity = atan2(y, z) * 57.29578;
    roll = GYRO_SHARE * (roll + rate * INTERVAL_MS / 1000.0) + (1 - GYRO_SHARE) * gravity;
{{adapt}}
    Serial.print("Roll: ");
    Serial.println(roll, 1);
{{end}}
  }
}
