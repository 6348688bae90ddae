// A weather station: this node measures, the hub beside it shows.
#include "pins.h"

void setup() {
  pinMode(LAMP, OUTPUT);
#ifdef ESP8266
  analogWriteRange(255);
#endif
  setupDoor();
}

void loop() {
  digitalWrite(LAMP, doorIsOpen());
  delay(100);
}
