//- /i2c_without_include.ino board:uno expect:no-compile
// Reads the clock chip.
void setup() {
  Serial.begin(9600);
  Wire.begin();
//^^^^ error[missing-include]: Wire needs #include <Wire.h>
}

void loop() {
  Wire.requestFrom(0x68, 7);
  while (Wire.available()) {
    Serial.println(Wire.read());
  }
  delay(1000);
}
