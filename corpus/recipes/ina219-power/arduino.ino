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
    uint8_t shunt[2], bus[2];
    if (!readRegister(0x01, shunt, 2) || !readRegister(0x02, bus, 2)) {
      Serial.println("The sensor does not answer");
      return;
    }
    // 10 uV a step over 0.1 ohm; 4 mV a step above three status bits.
    float current = (int16_t)((uint16_t)shunt[0] << 8 | shunt[1]) / 10.0;
    float volts = (((uint16_t)bus[0] << 8 | bus[1]) >> 3) * 0.004;
{{adapt}}
    Serial.print("Voltage: ");
    Serial.print(volts, 2);
    Serial.print(" V  Current: ");
    Serial.print(current, 1);
    Serial.print(" mA  Power: ");
    Serial.print(volts * current, 0);
    Serial.println(" mW");
{{end}}
  }
}
