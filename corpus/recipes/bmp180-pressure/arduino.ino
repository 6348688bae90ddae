#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const uint8_t CALIBRATION_REGISTER = 0xAA;

unsigned long lastReading = 0;
int16_t ac1, ac2, ac3, b1, b2, mc, md;
uint16_t ac4, ac5, ac6;

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

void writeRegister(uint8_t reg, uint8_t value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(reg);
  Wire.write(value);
  Wire.endTransmission();
}

uint16_t word16(const uint8_t* bytes, int index) {
  return (uint16_t)bytes[2 * index] << 8 | bytes[2 * index + 1];
}

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  uint8_t c[22];
  if (!readRegister(CALIBRATION_REGISTER, c, 22)) {
    Serial.println("No BMP180 at this address");
    return;
  }
  ac1 = word16(c, 0);
  ac2 = word16(c, 1);
  ac3 = word16(c, 2);
  ac4 = word16(c, 3);
  ac5 = word16(c, 4);
  ac6 = word16(c, 5);
  b1 = word16(c, 6);
  b2 = word16(c, 7);
  mc = word16(c, 9);
  md = word16(c, 10);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    writeRegister(0xF4, 0x2E);
    delay(5);
    uint8_t raw[3];
    if (!readRegister(0xF6, raw, 2)) {
      Serial.println("The sensor does not answer");
      return;
    }
    long ut = (long)raw[0] << 8 | raw[1];
    writeRegister(0xF4, 0x34);
    delay(5);
    readRegister(0xF6, raw, 2);
    long up = (long)raw[0] << 8 | raw[1];
    // The data sheet's integer formulas.
    long x1 = ((ut - ac6) * ac5) >> 15;
    long x2 = ((long)mc << 11) / (x1 + md);
    long b5 = x1 + x2;
    float temperature = ((b5 + 8) >> 4) / 10.0;
    long b6 = b5 - 4000;
    x1 = (b2 * ((b6 * b6) >> 12)) >> 11;
    x2 = (ac2 * b6) >> 11;
    long b3 = (ac1 * 4L + x1 + x2 + 2) / 4;
    x1 = (ac3 * b6) >> 13;
    x2 = (b1 * ((b6 * b6) >> 12)) >> 16;
    unsigned long b4 = (ac4 * (unsigned long)(((x1 + x2 + 2) >> 2) + 32768)) >> 15;
    unsigned long b7 = ((unsigned long)up - b3) * 50000;
    long pressure = b7 < 0x80000000 ? b7 * 2 / b4 : b7 / b4 * 2;
    x1 = (pressure >> 8) * (pressure >> 8);
    x1 = (x1 * 3038) >> 16;
    x2 = (-7357 * pressure) >> 16;
    pressure += (x1 + x2 + 3791) >> 4;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 1);
    Serial.print(" C  Pressure: ");
    Serial.print(pressure / 100.0, 1);
    Serial.println(" hPa");
{{end}}
  }
}
