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
    uint8_t data[7];
    if (!readRegister(0x00, data, 7)) {
      Serial.println("The clock does not answer");
      return;
    }
    if (data[0] & 0x80) {
      Serial.println("The clock stands still: set it");
      return;
    }
    char text[20];
    snprintf(text, sizeof(text), "20%02x-%02x-%02x %02x:%02x:%02x", data[6], data[5], data[4], data[2] & 0x3F, data[1], data[0]);
{{adapt}}
    Serial.println(text);
{{end}}
  }
}
