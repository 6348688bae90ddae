//- /leonardo_interrupts.ino board:leonardo
void wake() {}

void setup() {
  attachInterrupt(digitalPinToInterrupt(7), wake, LOW);
  attachInterrupt(digitalPinToInterrupt(8), wake, LOW);
//                                      ^ error[interrupt-on-plain-pin]: pin 8 of the Arduino Leonardo cannot raise an interrupt
}

void loop() {}
