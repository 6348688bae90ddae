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
  writeRegister(0x09, 0x03);  // Red and infrared.
  writeRegister(0x0A, 0x27);  // 100 a second, 18 bits.
  writeRegister(0x0C, 0x24);  // LED currents, 7 mA.
  writeRegister(0x0D, 0x24);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[6];
    if (!readRegister(0x07, data, 6)) {
      Serial.println("The sensor does not answer");
      return;
    }
    unsigned long red = ((unsigned long)(data[0] & 3) << 16) | ((unsigned long)data[1] << 8) | data[2];
    unsigned long infrared = ((unsigned long)(data[3] & 3) << 16) | ((unsigned long)data[4] << 8) | data[5];
{{adapt}}
    Serial.print("Red: ");
    Serial.print(red);
    Serial.print("  Infrared: ");
    Serial.println(infrared);
{{end}}
  }
}
