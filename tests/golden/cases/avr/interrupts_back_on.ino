//- /interrupts_back_on.ino board:leonardo
volatile int count = 0;

void setup() {
}

void loop() {
  cli();
  count = 0;
  sei();
  delay(5);
}
