//- /condition_while.ino board:nodemcuv2
bool busy = false;

void setup() {
}

void loop() {
  while (busy = true) yield();
}
