//- /servo_and_fade_apart.ino board:uno
#include <Servo.h>

Servo arm;
const int LAMP = 5;

void setup() {
  arm.attach(9);
  pinMode(LAMP, OUTPUT);
}

void loop() {
  for (int angle = 0; angle <= 180; angle++) {
    arm.write(angle);
    analogWrite(LAMP, angle);
    delay(15);
  }
}
