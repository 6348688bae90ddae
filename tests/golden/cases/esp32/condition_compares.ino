//- /condition_compares.ino board:esp32dev
int state = 0;

void setup() {
}

void loop() {
  if (state == 1) delay(5);
}
