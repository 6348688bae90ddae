#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;
float volts[4];

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
    for (uint8_t channel = 0; channel < 4; channel++) {
      // One conversion, channel against GND, 4.096 V full scale, 128 a second.
      uint16_t config = 0xC383 | (uint16_t)channel << 12;
      Wire.beginTransmission(ADDRESS);
      Wire.write(0x01);
      Wire.write(config >> 8);
      Wire.write(config & 0xFF);
      if (Wire.endTransmission() != 0) {
        Serial.println("The module does not answer");
        return;
      }
      delay(9);
      uint8_t data[2];
      readRegister(0x00, data, 2);
      volts[channel] = (int16_t)((uint16_t)data[0] << 8 | data[1]) * 4.096 / 32768;
    }
{{adapt}}
    for (uint8_t channel = 0; channel < 4; channel++) {
      Serial.print(" A");
      Serial.print(channel);
      Serial.print(": ");
      Serial.print(volts[channel], 3);
    }
    Serial.println(" V");
{{end}}
  }
}
