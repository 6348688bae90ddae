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
  Wire.write(0x02);  // Configuration: temperature and humidity in one go.
  Wire.write(0x10);
  Wire.write(0x00);
  Wire.endTransmission();
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    Wire.beginTransmission(ADDRESS);
    Wire.write(0x00);  // Measure both.
    Wire.endTransmission();
    delay(15);
    uint8_t data[4];
    if (!receive(data, 4)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float temperature = ((uint16_t)data[0] << 8 | data[1]) * 165.0 / 65536 - 40;
    float humidity = ((uint16_t)data[2] << 8 | data[3]) * 100.0 / 65536;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 1);
    Serial.print(" C  Humidity: ");
    Serial.print(humidity, 0);
    Serial.println(" %");
{{end}}
  }
}
