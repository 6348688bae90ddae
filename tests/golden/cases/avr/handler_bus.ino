//- /handler_bus.ino board:uno
#include <Wire.h>

void wake() {
  Wire.beginTransmission(0x20);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[bus-in-interrupt]: Wire.beginTransmission waits for interrupts inside the handler wake
  Wire.endTransmission();
//^^^^^^^^^^^^^^^^^^^^^^ warning[bus-in-interrupt]: Wire.endTransmission waits for interrupts inside the handler wake
}

void setup() {
  Wire.begin();
  attachInterrupt(digitalPinToInterrupt(2), wake, FALLING);
}

void loop() {
}
