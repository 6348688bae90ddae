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
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    Wire.beginTransmission(ADDRESS);
    Wire.write(0xAC);  // Measure.
    Wire.write(0x33);
    Wire.write(0x00);
    Wire.endTransmission();
    delay(80);
    uint8_t data[6];
    if (!receive(data, 6) || (data[0] & 0x80)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint32_t rawHumidity = (uint32_t)data[1] << 12 | (uint32_t)data[2] << 4 | data[3] >> 4;
    uint32_t rawTemperature = (uint32_t)(data[3] & 0x0F) << 16 | (uint32_t)data[4] << 8 | data[5];
    float humidity = rawHumidity * 100.0 / 1048576;
    float temperature = rawTemperature * 200.0 / 1048576 - 50;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 1);
    Serial.print(" C  Humidity: ");
    Serial.print(humidity, 0);
    Serial.println(" %");
{{end}}
  }
}
