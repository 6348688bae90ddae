//- /servo_and_fade.ino board:uno
#include <Servo.h>

Servo arm;
const int LAMP = 10;

void setup() {
  arm.attach(6);
  pinMode(LAMP, OUTPUT);
}

void loop() {
  for (int angle = 0; angle <= 180; angle++) {
    arm.write(angle);
    analogWrite(LAMP, angle);
//              ^^^^ warning[pwm-timer-taken]: pin 10 has no PWM while the Servo library uses timer 1
    delay(15);
  }
}
