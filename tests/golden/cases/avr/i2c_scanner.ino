//- /i2c_scanner.ino board:uno
#include <Wire.h>

void setup() {
  Wire.begin();
  Serial.begin(9600);
  Serial.println("scanning");
}

void loop() {
  for (byte address = 1; address < 127; address++) {
    Wire.beginTransmission(address);
    if (Wire.endTransmission() == 0) {
      Serial.print("found 0x");
      Serial.println(address, HEX);
    }
  }
  delay(5000);
}
