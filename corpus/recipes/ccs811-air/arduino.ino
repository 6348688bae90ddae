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
  Wire.beginTransmission(ADDRESS);
  Wire.write(0xF4);  // Start the application.
  Wire.endTransmission();
  delay(20);
  writeRegister(0x01, 0x10);  // Measure every second.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[4];
    if (!readRegister(0x02, data, 4)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint16_t eco2 = (uint16_t)data[0] << 8 | data[1];
    uint16_t tvoc = (uint16_t)data[2] << 8 | data[3];
{{adapt}}
    Serial.print("eCO2: ");
    Serial.print(eco2);
    Serial.print(" ppm  TVOC: ");
    Serial.print(tvoc);
    Serial.println(" ppb");
{{end}}
  }
}
