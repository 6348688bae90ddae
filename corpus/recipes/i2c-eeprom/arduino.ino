#include <Wire.h>

const uint8_t ADDRESS = {{address}};

bool writeByte(uint16_t place, uint8_t value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(place >> 8);
  Wire.write(place & 0xFF);
  Wire.write(value);
  bool isThere = Wire.endTransmission() == 0;
  delay(5);  // The memory writes by itself.
  return isThere;
}

int readByte(uint16_t place) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(place >> 8);
  Wire.write(place & 0xFF);
  Wire.endTransmission();
  return Wire.requestFrom(ADDRESS, (uint8_t)1) == 1 ? Wire.read() : -1;
}

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  if (!writeByte(0, 42)) {
    Serial.println("The memory does not answer");
    return;
  }
  Serial.print("Byte 0: ");
  Serial.println(readByte(0));
}

void loop() {
}
