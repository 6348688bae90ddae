//- /condition_assigns.ino board:esp32dev
int state = 0;

void setup() {
}

void loop() {
  if (state = 1) delay(5);
//    ^^^^^^^^^ error[assignment-in-condition]: this stores 1 instead of comparing with it
}
