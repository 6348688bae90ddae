//- /deadline_elapsed.ino board:d1_mini
unsigned long next = 0;

void setup() {
  next = millis();
}

void loop() {
  while (millis() - next < 50) yield();
}
