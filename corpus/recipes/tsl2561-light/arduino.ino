#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

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
  writeRegister(0x80, 0x03);  // Power on.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[4];
    if (!readRegister(0xAC, data, 4)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint16_t visible = (uint16_t)data[1] << 8 | data[0];
    uint16_t infrared = (uint16_t)data[3] << 8 | data[2];
    // The data sheet's first two pieces, 402 ms, low gain (16).
    float ratio = visible > 0 ? (float)infrared / visible : 0;
    float lux = ratio <= 0.5 ? 0.0304 * visible - 0.062 * visible * pow(ratio, 1.4) : 0.0224 * visible - 0.031 * infrared;
    lux = max(0.0f, lux * 16);
{{adapt}}
    Serial.print("Light: ");
    Serial.print(lux, 0);
    Serial.println(" lux");
{{end}}
  }
}
