//- /servo_turns_too_far.ino board:megaatmega2560
#include <Servo.h>

Servo arm;

void setup() {
  arm.attach(30);
  arm.write(200);
//          ^^^ warning[servo-angle-out-of-range]: 200 is cut off at 180
}

void loop() {
}
