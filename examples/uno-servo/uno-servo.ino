// board: uno
// A servo follows a potentiometer.
#include <Servo.h>

const int KNOB = A0;
const int SIGNAL = 9;

Servo servo;

void setup() {
  Serial.begin(9600);
  servo.attach(SIGNAL);
}

void loop() {
  int angle = map(analogRead(KNOB), 0, 1023, 0, 180);
  servo.write(angle);
  delay(15);
}
