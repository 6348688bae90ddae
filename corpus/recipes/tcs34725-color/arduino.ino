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
  writeRegister(0x80 | 0x01, 0xD5);  // 103 ms.
  writeRegister(0x80 | 0x00, 0x03);  // Power and converter on.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[8];
    if (!readRegister(0x80 | 0x14, data, 8)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float clear = max(1, (int)((uint16_t)data[1] << 8 | data[0]));
    int red = ((uint16_t)data[3] << 8 | data[2]) * 255.0 / clear;
    int green = ((uint16_t)data[5] << 8 | data[4]) * 255.0 / clear;
    int blue = ((uint16_t)data[7] << 8 | data[6]) * 255.0 / clear;
{{adapt}}
    Serial.print("Red: ");
    Serial.print(red);
    Serial.print("  Green: ");
    Serial.print(green);
    Serial.print("  Blue: ");
    Serial.println(blue);
{{end}}
  }
}
