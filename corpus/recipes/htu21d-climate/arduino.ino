#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

bool measure(uint8_t command, uint16_t& value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(command);
  if (Wire.endTransmission() != 0) {
    return false;
  }
  delay(50);
  if (Wire.requestFrom(ADDRESS, (uint8_t)3) != 3) {
    return false;
  }
  value = Wire.read() << 8;
  value |= Wire.read() & 0xFC;  // The two low bits are status.
  return true;
}

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint16_t rawTemperature, rawHumidity;
    if (!measure(0xF3, rawTemperature) || !measure(0xF5, rawHumidity)) {
      Serial.println("The sensor does not answer");
      return;
    }
    float temperature = -46.85 + 175.72 * rawTemperature / 65536.0;
    float humidity = -6 + 125.0 * rawHumidity / 65536.0;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 1);
    Serial.print(" C  Humidity: ");
    Serial.print(humidity, 0);
    Serial.println(" %");
{{end}}
  }
}
