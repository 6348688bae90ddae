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
  sendCommand(0x21B1);  // Measure every 5 s.
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    sendCommand(0xEC05);
    delay(1);
    uint8_t data[9];
    if (!receive(data, 9)) {
      Serial.println("The sensor does not answer");
      return;
    }
    uint16_t co2 = (uint16_t)data[0] << 8 | data[1];
    float temperature = -45 + 175.0 * ((uint16_t)data[3] << 8 | data[4]) / 65536;
    float humidity = 100.0 * ((uint16_t)data[6] << 8 | data[7]) / 65536;
{{adapt}}
    Serial.print("CO2: ");
    Serial.print(co2);
    Serial.print(" ppm  Temperature: ");
    Serial.print(temperature, 1);
    Serial.print(" C  Humidity: ");
    Serial.print(humidity, 0);
    Serial.println(" %");
{{end}}
  }
}
