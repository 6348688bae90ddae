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
  writeRegister(0x5E, 0x00);  // Stop while the thresholds are set.
  for (uint8_t electrode = 0; electrode < 12; electrode++) {
    writeRegister(0x41 + 2 * electrode, 12);
    writeRegister(0x42 + 2 * electrode, 6);
  }
  writeRegister(0x5E, 0x8C);  // Twelve electrodes.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[2];
    if (!readRegister(0x00, data, 2)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint16_t touched = (uint16_t)(data[1] & 0x0F) << 8 | data[0];
{{adapt}}
    for (uint8_t electrode = 0; electrode < 12; electrode++) {
      if (bitRead(touched, electrode)) {
        Serial.print("Touched ");
        Serial.println(electrode);
      }
    }
{{end}}
  }
}
