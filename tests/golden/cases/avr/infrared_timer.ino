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
  analogWrite(9, 80);
  delay(20);
}
