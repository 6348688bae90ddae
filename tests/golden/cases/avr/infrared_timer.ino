//- /infrared_timer.ino board:uno
#include <IRremote.h>

IRrecv eye(4);

void setup() {
  pinMode(9, OUTPUT);
  pinMode(11, OUTPUT);
  eye.enableIRIn();
}

void loop() {
  analogWrite(11, 80);
//            ^^ warning[pwm-timer-taken]: pin 11 has no PWM while the IRremote library uses timer 2
  analogWrite(9, 80);
  delay(20);
}
