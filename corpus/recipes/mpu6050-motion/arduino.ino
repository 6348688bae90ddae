#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const uint8_t POWER_REGISTER = 0x6B;
const uint8_t ACCELERATION_REGISTER = 0x3B;
const float COUNTS_PER_G = 16384;  // At the power-on range of 2 g.
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  Wire.beginTransmission(ADDRESS);
  Wire.write(POWER_REGISTER);
  Wire.write(0);  // Wake up.
  if (Wire.endTransmission() != 0) {
    Serial.println("No MPU6050 at this address");
  }
}

float readAxis() {
  uint8_t high = Wire.read();
  uint8_t low = Wire.read();
  return (int16_t)(((uint16_t)high << 8) | low) / COUNTS_PER_G;
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    Wire.beginTransmission(ADDRESS);
    Wire.write(ACCELERATION_REGISTER);
    Wire.endTransmission(false);
    if (Wire.requestFrom(ADDRESS, (uint8_t)6) != 6) {
      Serial.println("The sensor does not answer");
      return;
    }
    float x = readAxis();
    float y = readAxis();
    float z = readAxis();
{{adapt}}
    Serial.print("x: ");
    Serial.print(x);
    Serial.print("  y: ");
    Serial.print(y);
    Serial.print("  z: ");
    Serial.print(z);
    Serial.println("  (g)");
{{end}}
  }
}
