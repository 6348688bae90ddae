//- /interrupts_off.ino board:leonardo
volatile int count = 0;

void setup() {
}

void loop() {
  cli();
  count = 0;
  delay(5);
//^^^^^^^^ warning[interrupts-left-off]: delay waits for a clock that stands still: interrupts are off
  sei();
}
