#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

bool receive(uint8_t* data, uint8_t count) {
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
  Wire.beginTransmission(ADDRESS);
  Wire.write(0x10);  // Measure all the time, 1 lux resolution.
  Wire.endTransmission();
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint8_t data[2];
    if (!receive(data, 2)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float lux = ((uint16_t)data[0] << 8 | data[1]) / 1.2;
{{adapt}}
    Serial.print("Light: ");
    Serial.print(lux, 0);
    Serial.println(" lux");
{{end}}
  }
}
