#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void sendCommand(uint16_t command) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(command >> 8);
  Wire.write(command & 0xFF);
  Wire.endTransmission();
}

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
  sendCommand(0x2003);  // Start; the first 15 s give fixed values.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    sendCommand(0x2008);
    delay(12);
    uint8_t data[6];
    if (!receive(data, 6)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint16_t eco2 = (uint16_t)data[0] << 8 | data[1];
    uint16_t tvoc = (uint16_t)data[3] << 8 | data[4];
{{adapt}}
    Serial.print("eCO2: ");
    Serial.print(eco2);
    Serial.print(" ppm  TVOC: ");
    Serial.print(tvoc);
    Serial.println(" ppb");
{{end}}
  }
}
