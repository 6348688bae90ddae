#include <Wire.h>

const unsigned long INTERVAL_MS = {{interval_ms}};

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
}

void loop() {
  int found = 0;
  for (uint8_t address = 0x08; address < 0x78; address++) {
    Wire.beginTransmission(address);
    if (Wire.endTransmission() == 0) {
      Serial.print("Device at 0x");
      Serial.println(address, HEX);
      found++;
    }
  }
  if (found == 0) {
    Serial.println("No device answers");
  }
  delay(INTERVAL_MS);
}
