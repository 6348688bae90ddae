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

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[3];
    if (!readRegister(0x07, data, 3)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float temperature = ((uint16_t)data[1] << 8 | data[0]) * 0.02 - 273.15;
{{adapt}}
    Serial.print("Object: ");
    Serial.print(temperature, 1);
    Serial.println(" C");
{{end}}
  }
}
