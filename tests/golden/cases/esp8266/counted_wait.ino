//- /counted_wait.ino board:d1_mini
void setup() {
  pinMode(D1, OUTPUT);
}

void loop() {
  for (long pulse = 0; pulse < 20000; pulse++) {
    digitalWrite(D1, pulse % 2);
    delayMicroseconds(1000);
  }
  for (int pulse = 0; pulse < 200; pulse++) {
    digitalWrite(D1, pulse % 2);
    delayMicroseconds(1000);
  }
}
