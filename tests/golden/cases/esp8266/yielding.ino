//- /yielding.ino board:d1_mini
void setup() {
  pinMode(D1, INPUT_PULLUP);
}

void loop() {
  while (digitalRead(D1) == HIGH) {
    yield();
  }
}
