//- /handler_waits.ino board:megaatmega2560
void press() {
  unsigned long start = millis();
  while (millis() - start < 20) {
//      ^^^^^^^^^^^^^^^^^^^^^^^ error[waiting-in-interrupt]: millis() stands still inside the handler press
  }
}

void setup() {
  attachInterrupt(digitalPinToInterrupt(2), press, FALLING);
}

void loop() {
}
