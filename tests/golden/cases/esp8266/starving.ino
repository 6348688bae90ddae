//- /starving.ino board:d1_mini
void setup() {
  pinMode(D1, INPUT_PULLUP);
}

void loop() {
  while (digitalRead(D1) == HIGH) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[loop-starves-watchdog]: this loop keeps the system from running: the watchdog resets the chip after about 3 s
  }
}
