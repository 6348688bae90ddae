//- /i2c_pins_read.ino board:uno
#include <Wire.h>

void setup() {
  Wire.begin();
  Serial.begin(9600);
}

void loop() {
  Wire.beginTransmission(0x68);
  Wire.write(0x3B);
  Wire.endTransmission(false);
  Serial.println(analogRead(A4));
//                          ^^ warning[pin-used-twice]: A4 (pin 18) is used as an analog input here, and as the line SDA of I2C
  delay(500);
}
