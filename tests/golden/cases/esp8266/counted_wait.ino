//- /counted_wait.ino board:d1_mini
void setup() {
  pinMode(D1, OUTPUT);
}

void loop() {
  for (long pulse = 0; pulse < 20000; pulse++) {
//^^^^^^^^^^^^^^^^^^^ warning[loop-starves-watchdog]: this loop keeps the system from running: the watchdog resets the chip after about 3 s
    digitalWrite(D1, pulse % 2);
    delayMicroseconds(1000);
  }
  for (int pulse = 0; pulse < 200; pulse++) {
    digitalWrite(D1, pulse % 2);
    delayMicroseconds(1000);
  }
}
