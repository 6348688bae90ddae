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
  writeRegister(0x0B, 0x01);  // Set/reset period, as the data sheet wants.
  writeRegister(0x09, 0x1D);  // Continuous, 200 Hz, 8 G.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[6];
    if (!readRegister(0x00, data, 6)) {
      Serial.println("The sensor does not answer");
      return;
    }
    int16_t x = (uint16_t)data[1] << 8 | data[0];
    int16_t y = (uint16_t)data[3] << 8 | data[2];
    float heading = atan2(y, x) * 57.29578;
    if (heading < 0) {
      heading += 360;
    }
{{adapt}}
    Serial.print("Heading: ");
    Serial.println(heading, 0);
{{end}}
  }
}
