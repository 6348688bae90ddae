//- /handler_called.ino board:leonardo expect:no-compile
void edge() {}

void setup() {
  attachInterrupt(digitalPinToInterrupt(7), edge(), CHANGE);
//                                          ^^^^^^ error[handler-called]: edge is called here, not handed over
}

void loop() {
}
