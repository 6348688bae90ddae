//- /whole_read.ino board:nanoatmega328
volatile long beats = 0;

void tick() { beats++; }

void setup() {
  attachInterrupt(digitalPinToInterrupt(3), tick, RISING);
}

void loop() {
  noInterrupts();
  long copy = beats;
  interrupts();
  delay(copy);
}
