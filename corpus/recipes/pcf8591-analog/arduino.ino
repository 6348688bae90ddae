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
    uint8_t level[4];
    for (uint8_t channel = 0; channel < 4; channel++) {
      uint8_t data[2];
      // The first byte is the conversion before.
      if (!readRegister(0x40 | channel, data, 2)) {
        Serial.println("The module does not answer");
        return;
      }
      level[channel] = data[1];
    }
{{adapt}}
    for (uint8_t channel = 0; channel < 4; channel++) {
      Serial.print(" AIN");
      Serial.print(channel);
      Serial.print(": ");
      Serial.print(level[channel]);
    }
    Serial.println();
{{end}}
  }
}
