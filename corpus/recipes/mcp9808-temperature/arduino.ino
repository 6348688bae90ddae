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
    uint8_t data[2];
    if (!readRegister(0x05, data, 2)) {
      Serial.println("The sensor does not answer");
      return;
    }
    // Thirteen bits with sign above three alert flags.
    int16_t raw = (uint16_t)(data[0] & 0x1F) << 8 | data[1];
    float temperature = (raw >= 0x1000 ? raw - 0x2000 : raw) / 16.0;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 2);
    Serial.println(" C");
{{end}}
  }
}
