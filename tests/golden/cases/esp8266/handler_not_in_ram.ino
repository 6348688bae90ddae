//- /handler_not_in_ram.ino board:d1_mini
volatile int count = 0;

void pulse() {
  count++;
}

void setup() {
  pinMode(D2, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(D2), pulse, FALLING);
//                                           ^^^^^ error[isr-not-in-ram]: pulse runs in an interrupt and is not in RAM
}

void loop() {}
