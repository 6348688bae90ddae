//- /servo_library.ino board:esp32dev
#include <ESP32Servo.h>

Servo arm;

void setup() {
  arm.attach(18);
}

void loop() {
  arm.write(90);
  delay(1000);
}
