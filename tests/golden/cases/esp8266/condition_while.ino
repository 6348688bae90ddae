//- /condition_while.ino board:nodemcuv2
bool busy = false;

void setup() {
}

void loop() {
  while (busy = true) yield();
//       ^^^^^^^^^^^ error[assignment-in-condition]: this stores true instead of comparing with it
}
