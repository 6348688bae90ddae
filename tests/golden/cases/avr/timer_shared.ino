//- /timer_shared.ino board:nanoatmega328
#include <Servo.h>
#include <TimerOne.h>
//        ^^^^^^^^^^ warning[timer-shared-by-libraries]: TimerOne needs timer 1, which Servo has taken

Servo arm;

void setup() {
  arm.attach(9);
}

void loop() {
  arm.write(20);
}
